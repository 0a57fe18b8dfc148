/** The worker behind `ticker`: it only beats. */
setInterval(() => postMessage(0), 1000);
