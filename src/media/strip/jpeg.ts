const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const fill = 0xff;
const profileName = 'ICC_PROFILE\0';

/** Of the application segments those stay that say how to read the colours (JFIF, ICC profile, Adobe); what hangs on behind goes. */
export function stripJpeg(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  for (let marker = bytes.readUInt8(at + 1); marker !== SOS; marker = bytes.readUInt8(at + 1)) {
    if (bytes[at] !== fill || marker === SOI || marker === EOI) throw new RangeError('This JPEG has no image in it.');
    const end = marker === fill ? at + 1 : at + 2 + bytes.readUInt16BE(at + 2);
    if (marker !== fill && stays(marker, bytes.subarray(at + 4, end))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at, endOfImage(bytes, at))]);
}

function stays(marker: number, content: Buffer): boolean {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;
  if (marker === APP2) return content.toString('latin1', 0, profileName.length) === profileName;
  return marker === APP0 || marker === APP14;
}

/** Phones hang further pictures and videos on behind the first image, with places of their own. */
function endOfImage(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(fill, from); ; at = bytes.indexOf(fill, at)) {
    if (at < 0) throw new RangeError('This JPEG has no end.');
    const marker = bytes.readUInt8(at + 1);
    if (marker === EOI) return at + 2;
    if (marker === fill) at += 1;
    else at += standsAlone(marker) ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
}

/** A stuffed byte of data, or a restart marker. */
function standsAlone(marker: number): boolean {
  return marker === 0 || (marker >= 0xd0 && marker <= 0xd7);
}
