// A page that sends no redundant sound (RFC 2198), and is otherwise as it is. For controls.
(() => {
  const prefer = RTCRtpTransceiver.prototype.setCodecPreferences;
  RTCRtpTransceiver.prototype.setCodecPreferences = function (codecs) {
    return prefer.call(this, codecs.filter(({ mimeType }) => mimeType.toLowerCase() !== "audio/red"));
  };
})();
