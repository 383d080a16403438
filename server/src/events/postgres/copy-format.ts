import type { ColumnType } from './bulk.js';

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** Milliseconds from 1970 to 2000, where PostgreSQL's time begins. */
const EPOCH_MS = 946_684_800_000;
const DAY_MS = 86_400_000;
const TWO_TO_32 = 4_294_967_296;

const DASH = 16;
const NO_DIGIT = 17;
/** What each character means in a UUID. */
const HEX_DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '-') return DASH;
  return /[0-9a-f]/i.test(character) ? Number.parseInt(character, 16) : NO_DIGIT;
});

/**
 * Rows in PostgreSQL's binary COPY format: {@link row}, then {@link value} once a column, and so on; {@link end} gives
 * all of it. Values are as {@link Column} says.
 * https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 */
export class CopyWriter {
  private bytes = Buffer.allocUnsafe(65_536);
  private at = 0;

  constructor() {
    this.at += SIGNATURE.copy(this.bytes);
  }

  /** Begins a row. */
  row(columns: number): void {
    this.room(2);
    this.at = this.bytes.writeInt16BE(columns, this.at);
  }

  /** Throws a TypeError when the value is none of its type. */
  value(type: ColumnType, value: unknown): void {
    if (value === null || value === undefined) return this.length(-1);
    switch (type) {
      case 'bigint':
        return this.bigint(BigInt(value as string | number | bigint));
      case 'boolean':
        this.length(1);
        this.at = this.bytes.writeUInt8(value === true ? 1 : 0, this.at);
        return;
      case 'bytea':
        return this.buffer(value as Uint8Array);
      case 'date':
        return this.int32((Date.parse(value as string) - EPOCH_MS) / DAY_MS);
      case 'int':
        return this.int32(value as number);
      case 'jsonb':
        return this.text(value as string, JSONB_VERSION);
      case 'smallint':
        this.length(2);
        this.at = this.bytes.writeInt16BE(value as number, this.at);
        return;
      case 'text':
        return this.text(value as string);
      case 'timestamptz':
        return this.instant(value as number);
      case 'uuid':
        return this.uuid(value as string);
    }
  }

  /** The file; nothing can be added afterwards. */
  end(): Buffer {
    this.row(-1);
    return this.bytes.subarray(0, this.at);
  }

  private length(bytes: number): void {
    this.room(Math.max(bytes, 0) + 4);
    this.at = this.bytes.writeInt32BE(bytes, this.at);
  }

  private int32(value: number): void {
    this.length(4);
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  private bigint(value: bigint): void {
    this.length(8);
    this.at = this.bytes.writeBigInt64BE(value, this.at);
  }

  /** Microseconds since 2000, in two halves: they are too many for a 32-bit number, and bigints are slow. */
  private instant(at: number): void {
    const micros = (at - EPOCH_MS) * 1_000;
    if (!Number.isSafeInteger(micros)) return this.bigint(BigInt(at - EPOCH_MS) * 1_000n);
    const high = Math.floor(micros / TWO_TO_32);
    this.length(8);
    this.at = this.bytes.writeInt32BE(high, this.at);
    this.at = this.bytes.writeUInt32BE(micros - high * TWO_TO_32, this.at);
  }

  private uuid(value: string): void {
    this.length(16);
    let [byte, digits] = [0, 0];
    for (let index = 0; index < value.length; index++) {
      const digit = HEX_DIGITS[value.charCodeAt(index)] ?? NO_DIGIT;
      if (digit === DASH) continue;
      if (digit === NO_DIGIT || digits === 32) throw new TypeError('not a UUID');
      byte = (byte << 4) | digit;
      if (++digits % 2 === 0) this.bytes[this.at++] = byte & 255;
    }
    if (digits !== 32) throw new TypeError('not a UUID');
  }

  private buffer(value: Uint8Array): void {
    this.length(value.length);
    this.bytes.set(value, this.at);
    this.at += value.length;
  }

  private text(value: string, version?: number): void {
    // As many bytes as it can be at most; how many it is, is known once it is written.
    this.room(5 + 3 * value.length);
    const start = this.at + 4;
    let end = start;
    if (version !== undefined) end = this.bytes.writeUInt8(version, end);
    end += this.bytes.write(value, end, 'utf8');
    this.bytes.writeInt32BE(end - start, this.at);
    this.at = end;
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.at + bytes));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

/** The first byte of a jsonb value. */
const JSONB_VERSION = 1;
