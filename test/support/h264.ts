// ITU-T H.264: 7.3.2.1 (sequence parameters), 7.3.2.2 (picture parameters), 7.3.3 (slices), 9.1 (numbers).

export type H264Size = { width: number; height: number };

/** A run of bits, as text. */
type Bits = string;

const fixed = (value: number, length: number): Bits => value.toString(2).padStart(length, '0');
const levelIdc = 51;
const profileIdc = 66;
const constraints = 0xc0;

/** An unsigned number as H.264 writes it: ue(v). */
function number(value: number): Bits {
  const binary = (value + 1).toString(2);
  return '0'.repeat(binary.length - 1) + binary;
}

const macroblocks = (pixels: number) => Math.ceil(pixels / 16);

function nalUnit(header: number, bits: Bits): Buffer {
  const whole = `${bits}1`.padEnd(Math.ceil((bits.length + 1) / 8) * 8, '0');
  const bytes: number[] = [header];
  for (let at = 0; at < whole.length; at += 8) {
    const byte = Number.parseInt(whole.slice(at, at + 8), 2);
    if (byte <= 3 && bytes.at(-1) === 0 && bytes.at(-2) === 0) bytes.push(3);
    bytes.push(byte);
  }
  return Buffer.from(bytes);
}

function sequenceParameters({ width, height }: H264Size): Buffer {
  const [columns, rows] = [macroblocks(width), macroblocks(height)];
  const profile = fixed(profileIdc, 8) + fixed(constraints, 8) + fixed(levelIdc, 8);
  const references = `${number(0)}${number(0)}${number(2)}${number(1)}0`;
  const crop = [0, (columns * 16 - width) / 2, 0, (rows * 16 - height) / 2].map(number).join('');
  return nalUnit(0x67, `${profile}${references}${number(columns - 1)}${number(rows - 1)}111${crop}0`);
}

function pictureParameters(): Buffer {
  const [none, cavlc] = [number(0), '00'];
  return nalUnit(0x68, `${none}${none}${cavlc}${none}${none}${none}000${none}${none}${none}000`);
}

/** What a container says of the stream once: an AVCDecoderConfigurationRecord. */
export function decoderConfiguration(size: H264Size): Buffer {
  const [sequence, picture] = [sequenceParameters(size), pictureParameters()];
  const head = [1, profileIdc, constraints, levelIdc, 0xff];
  const lengthOf = ({ length }: Buffer) => [length >> 8, length & 0xff];
  return Buffer.from([...head, 0xe1, ...lengthOf(sequence), ...sequence, 1, ...lengthOf(picture), ...picture]);
}

/** A picture that is grey all over. */
export function greyFrame({ width, height }: H264Size): Buffer {
  const macroblock = `${number(3)}111`;
  const header = `${number(0)}${number(7)}${number(0)}0000${number(0)}00${number(0)}`;
  return withLength(nalUnit(0x65, header + macroblock.repeat(macroblocks(width) * macroblocks(height))));
}

/** A picture like the one before it. `index` counts from the last grey frame. */
export function sameFrame({ width, height }: H264Size, index: number): Buffer {
  const header = `${number(0)}${number(5)}${number(0)}${fixed(index % 16, 4)}000${number(0)}`;
  return withLength(nalUnit(0x41, header + number(macroblocks(width) * macroblocks(height))));
}

function withLength(unit: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(unit.length);
  return Buffer.concat([length, unit]);
}
