// A page as a browser makes it by itself: what it asks of codecs, rates and priorities is not heard. For controls.
RTCRtpTransceiver.prototype.setCodecPreferences = () => undefined;
RTCRtpSender.prototype.setParameters = () => Promise.resolve();
