/**
 * Records in one file, to which every run appends. The newest record of a name counts. It is a cache: what is damaged, or cannot be
 * written, is missing. Several processes may use it at once.
 *
 * A record has two parts, so that one who needs only the first reads only that.
 */
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Where a part of a record is in the file, in bytes. */
interface Place {
  readonly start: number;
  readonly length: number;
}

/** Where a record is. */
interface Places {
  readonly about: Place;
  readonly content: Place;
}

export interface Record {
  readonly about: string;
  /** Reads the second part; undefined if it cannot be read. */
  content(): string | undefined;
}

/** The line before each record: its name, and the numbers of bytes of its parts, which follow. */
const HEADER = /^(\S+) (\d+) (\d+)\n/;

/** More than the bytes of any such line. */
const MAX_HEADER = 256;

/** Of a character in UTF-8. */
const MOST_BYTES = 3;

export class RecordFile {
  private readonly places = new Map<string, Places>();
  /** The bytes of records that do not count any more. */
  private stale = 0;
  private isDamaged = false;
  /** For the bytes of one record, or of a part of it, after the other. */
  private bytes = Buffer.allocUnsafeSlow(64 * 1024);
  /** The open file for reading; undefined if there is none. */
  private readonly source: number | undefined;
  /** The open file for appending; false if it cannot be written. */
  private target: number | false | undefined;
  /** The end of that file. */
  private end = 0;

  constructor(private readonly file: string) {
    this.source = ifPossible(() => openSync(file, 'r'));
    if (this.source !== undefined) this.isDamaged = ifPossible(() => this.readPlaces()) !== true;
  }

  /** The newest record of this name; undefined if there is none. */
  get(name: string): Record | undefined {
    const places = this.places.get(name);
    if (!places) return undefined;
    const about = ifPossible(() => this.textAt(places.about));
    return about === undefined ? undefined : { about, content: () => ifPossible(() => this.textAt(places.content)) };
  }

  /** @returns reads the second part again; undefined if the record cannot be written, or if another process writes meanwhile */
  append(name: string, about: string, content: string): Record['content'] | undefined {
    this.target ??= ifPossible(() => this.openTarget()) ?? false;
    const { target } = this;
    if (target === false) return undefined;
    const { record, length } = this.encoded(name, about, content);
    // In one call, so that another process cannot write in between.
    const written = ifPossible(() => writeSync(target, record));
    const start = this.end;
    this.end = ifPossible(() => fstatSync(target).size) ?? 0;
    if (written !== record.length || this.end !== start + record.length) return undefined;
    const place = { start: this.end - length, length };
    return () => ifPossible(() => this.textAt(place, target));
  }

  /** @returns whether the file is complete */
  private readPlaces(): boolean {
    const { size } = fstatSync(this.source as number);
    let end = 0;
    while (end < size) {
      const [header, name, ...lengths] = HEADER.exec(this.textAt({ start: end, length: MAX_HEADER })) ?? [];
      if (!header || !name) return false;
      const [aboutLength = 0, contentLength = 0] = lengths.map(Number);
      const about = { start: end + header.length, length: aboutLength };
      const content = { start: about.start + aboutLength, length: contentLength };
      end = content.start + contentLength;
      if (end > size) return false;
      const older = this.places.get(name);
      this.stale += older ? sizeOf(older) : 0;
      this.places.set(name, { about, content });
    }
    return true;
  }

  /** Fewer bytes at the end of the file. */
  private textAt({ start, length }: Place, source = this.source as number): string {
    this.reserve(length);
    return this.bytes.toString('utf8', 0, readSync(source, this.bytes, 0, length, start));
  }

  /** The file for reading and appending, without its stale records if they are the larger part of it. */
  private openTarget(): number {
    const counts = [...this.places.values()].reduce((sum, places) => sum + sizeOf(places), 0);
    if (this.isDamaged) rmSync(this.file);
    else if (this.stale > counts) this.rewrite();
    const target = openSync(this.file, 'a+');
    this.end = fstatSync(target).size;
    return target;
  }

  /** A record with its header, until the next call, and the number of bytes of its second part. */
  private encoded(name: string, about: string, content: string): { readonly record: Buffer; readonly length: number } {
    this.reserve(MAX_HEADER + MOST_BYTES * (about.length + content.length));
    const ofAbout = this.bytes.write(about, MAX_HEADER);
    const length = this.bytes.write(content, MAX_HEADER + ofAbout);
    const header = `${name} ${ofAbout} ${length}\n`;
    const start = MAX_HEADER - Buffer.byteLength(header);
    this.bytes.write(header, start);
    return { record: this.bytes.subarray(start, MAX_HEADER + ofAbout + length), length };
  }

  private reserve(length: number): void {
    if (length > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(2 * length);
  }

  private rewrite(): void {
    const unfinished = `${this.file}.${process.pid}`;
    const opened = openSync(unfinished, 'w');
    // A damaged one may have another length as a text.
    for (const name of this.places.keys()) {
      const { about = '', content } = this.get(name) ?? {};
      writeSync(opened, this.encoded(name, about, content?.() ?? '').record);
    }
    closeSync(opened);
    renameSync(unfinished, this.file);
  }
}

const sizeOf = ({ about, content }: Places): number => about.length + content.length;

/** Undefined if the file system refuses it. */
function ifPossible<Value>(step: () => Value): Value | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
