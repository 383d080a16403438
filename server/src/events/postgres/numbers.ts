/**
 * Writes unsigned integers up to the largest safe one as LEB128, seven bits a byte, the lowest first: small numbers are
 * short. https://dwarfstd.org/doc/DWARF5.pdf (7.6)
 */
export class NumberWriter {
  private bytes = Buffer.allocUnsafe(1024);
  private length = 0;

  write(value: number): void {
    this.reserve(LONGEST_NUMBER);
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) {
      this.bytes[this.length++] = (rest % 128) + 128;
    }
    this.bytes[this.length++] = rest;
  }

  /** Also below zero; numbers near zero are short. */
  writeSigned(value: number): void {
    this.write(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Its length in bytes, then its UTF-8. */
  writeText(text: string): void {
    this.writeBytes(Buffer.from(text));
  }

  private writeBytes(bytes: Buffer): void {
    this.write(bytes.length);
    this.reserve(bytes.length);
    this.length += bytes.copy(this.bytes, this.length);
  }

  /** What has been written. */
  done(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.length));
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const longer = Buffer.allocUnsafe(2 * (this.bytes.length + more));
    this.bytes.copy(longer, 0, 0, this.length);
    this.bytes = longer;
  }
}

/** Reads what {@link NumberWriter} has written. */
export class NumberReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  read(): number {
    let byte = this.bytes[this.at++] as number;
    let value = byte & 127;
    for (let place = 128; byte > 127; place *= 128) {
      byte = this.bytes[this.at++] as number;
      value += (byte & 127) * place;
    }
    return value;
  }

  readSigned(): number {
    const value = this.read();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  readText(): string {
    const length = this.read();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }

  /** How many bytes are left; each number is one at least. */
  get left(): number {
    return this.bytes.length - this.at;
  }
}

/** Bytes of the largest safe integer. */
const LONGEST_NUMBER = 8;
