/** charts.lock: the digest of each chart at its first pull. It is committed, so that everybody renders the same charts. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { Refusal } from '../command-line/errors';
import { codeOf } from '../files/error-code';
import { kindOf } from '../files/file-kind';
import { writeWhole } from '../files/write-whole';
import { withoutPassword } from '../findings/without-password';
import { isMap } from '../yaml/parsed';
import { toYaml } from '../yaml/write';
import { firstLine } from './yaml';

/** A chart, as the source of an Application names it. */
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

/** In the working directory, which is the top of the repository. */
export const LOCK_FILE = 'charts.lock';

const HEADER = '# Written by `npm run verify` at the first pull of a chart; commit it. Remove an entry to pull its chart again.\n';

const order = (a: Entry, b: Entry): number => (keyOf(a) < keyOf(b) ? -1 : 1);
const keyOf = ({ name, version, repository }: ChartRef): string => `${name} ${version} ${withoutPassword(withScheme(repository))}`;

/** Argo CD writes a registry without its scheme. */
const withScheme = (repository: string): string => (repository === '' || repository.includes('://') ? repository : `oci://${repository}`);

export class ChartLock {
  private entries: Entry[];
  /** The charts that this run added. */
  readonly added: ChartRef[] = [];

  /** @throws Refusal if the file is not a valid lock */
  constructor(readonly file: string) {
    this.entries = read(file);
  }

  /** `sha256:…`; undefined for a chart without an entry. */
  digestOf(chart: ChartRef): string | undefined {
    return this.entries.find((entry) => keyOf(entry) === keyOf(chart))?.digest;
  }

  /** Without the credentials of its repository, because the file is committed. */
  add({ name, version, repository: url }: ChartRef, digest: string): void {
    const repository = withoutPassword(withScheme(url));
    this.added.push({ name, version, repository });
    this.entries = [...this.entries, { name, version, repository, digest }].sort(order);
  }

  /**
   * Writes the file atomically, if charts were added.
   * @returns a note for each chart, to be printed
   * @throws Refusal if it cannot be written
   */
  save(): string[] {
    if (this.added.length === 0) return [];
    try {
      writeWhole(this.file, HEADER + toYaml({ charts: this.entries }));
    } catch (error) {
      throw new Refusal(`${this.file}: cannot be written (${codeOf(error)}); make it writable`);
    }
    return this.added.map(({ name, version, repository }) => `note: ${this.file}: added ${name} ${version} of ${repository}; commit it`);
  }
}

function read(file: string): Entry[] {
  const kind = kindOf(file);
  if (kind === undefined) return [];
  if (kind !== 'file') throw new Refusal(`${file}: is not a file; remove it, and run verify again`);
  try {
    return parse(file, readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${file}: cannot be read (${codeOf(error)}); make it readable`);
  }
}

function parse(file: string, text: string): Entry[] {
  const wrong = (what: string) => new Refusal(`${file}: ${what}; restore it from git, or remove it and run verify again`);
  let content: unknown;
  try {
    content = load(text);
  } catch (error) {
    throw wrong(`is not valid YAML (${firstLine(error)})`);
  }
  const entries = isMap(content) ? content.charts : undefined;
  const isEntry = (entry: unknown): entry is Entry =>
    isMap(entry) && ['name', 'version', 'repository', 'digest'].every((key) => typeof entry[key] === 'string');
  if (!Array.isArray(entries) || !entries.every(isEntry)) throw wrong('has an entry without name, version, repository or digest as text');
  const odd = entries.find(({ digest }) => !/^sha256:[0-9a-f]{64}$/.test(digest));
  if (odd) throw wrong(`has an invalid digest for ${odd.name} ${odd.version}: ${odd.digest}`);
  return entries;
}
