/** charts.lock: which bytes each chart had when it was first pulled. Committed, so that everybody renders the same. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { Refusal } from '../command-line/command';
import { kindOf } from '../output/file-kind';
import { writeWhole } from '../output/write-whole';
import { isMap } from '../yaml/parsed';
import { toYaml } from '../yaml/write';

/** A chart by what a source says of it. */
export interface ChartRef {
  readonly name: string;
  readonly version: string;
  /** `https://…`, or `oci://…` without the chart's own name. */
  readonly repository: string;
}

interface Entry extends ChartRef {
  /** `sha256:…` of the packaged chart. */
  readonly digest: string;
}

/** Beside the cluster files' folder: at the top of the repository. */
export const LOCK_FILE = 'charts.lock';

const HEADER = '# Written by `npm run verify` at the first pull of a chart; commit it. Remove an entry to take its chart anew.\n';

const order = (a: Entry, b: Entry): number => (keyOf(a) < keyOf(b) ? -1 : 1);
const keyOf = ({ name, version, repository }: ChartRef): string => `${name} ${version} ${repository}`;

export class ChartLock {
  private entries: Entry[];
  /** Charts that were not in it before. */
  readonly added: ChartRef[] = [];

  /** @throws Refusal where the file cannot be read as a lock */
  constructor(readonly file: string) {
    this.entries = read(file);
  }

  /** `sha256:…`; undefined for a chart that was never pulled. */
  digestOf(chart: ChartRef): string | undefined {
    return this.entries.find((entry) => keyOf(entry) === keyOf(chart))?.digest;
  }

  add({ name, version, repository }: ChartRef, digest: string): void {
    this.added.push({ name, version, repository });
    this.entries = [...this.entries, { name, version, repository, digest }].sort(order);
  }

  /**
   * Writes what was added, if anything was: whole, or not at all.
   * @returns what to say about it, a line each
   * @throws Refusal where it cannot be written
   */
  save(): string[] {
    if (this.added.length === 0) return [];
    try {
      writeWhole(this.file, HEADER + toYaml({ charts: this.entries }));
    } catch (error) {
      throw new Refusal(`${this.file}: cannot be written (${(error as NodeJS.ErrnoException).code}); let it be written to`);
    }
    return this.added.map(
      ({ name, version, repository }) => `note: ${this.file}: ${name} ${version} of ${repository} is new in it; commit it`,
    );
  }
}

function read(file: string): Entry[] {
  const kind = kindOf(file);
  if (kind === undefined) return [];
  if (kind !== 'file') throw new Refusal(`${file}: is no file; remove it, and run verify again`);
  try {
    return parse(file, readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code}); let it be read`);
  }
}

function parse(file: string, text: string): Entry[] {
  const wrong = (what: string) => new Refusal(`${file}: ${what}; take it back from git, or remove it and run verify again`);
  let content: unknown;
  try {
    content = load(text);
  } catch (error) {
    throw wrong(`is no YAML (${(error as Error).message.split('\n')[0]})`);
  }
  const entries = isMap(content) ? content.charts : undefined;
  const isEntry = (entry: unknown): entry is Entry =>
    isMap(entry) && ['name', 'version', 'repository', 'digest'].every((key) => typeof entry[key] === 'string');
  if (!Array.isArray(entries) || !entries.every(isEntry)) throw wrong('has an entry without name, version, repository or digest as text');
  const odd = entries.find(({ digest }) => !/^sha256:[0-9a-f]{64}$/.test(digest));
  if (odd) throw wrong(`has for ${odd.name} ${odd.version} a digest that is none, ${odd.digest}`);
  return entries;
}
