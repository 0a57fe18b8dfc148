// A page that would rather hear sound without redundant copies (RFC 2198): what it hears has none, what it sends has. For controls.
(() => {
  const prefer = RTCRtpTransceiver.prototype.setCodecPreferences;
  RTCRtpTransceiver.prototype.setCodecPreferences = function (codecs) {
    const copies = ({ mimeType }) => mimeType.toLowerCase() === "audio/red";
    return prefer.call(this, [...codecs.filter((codec) => !copies(codec)), ...codecs.filter(copies)]);
  };
})();
