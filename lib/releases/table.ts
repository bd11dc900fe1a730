/**
 * What each release offers, as data: a component's `releases.ts` lists what was released and, per range, the facts.
 *
 * Code asks `release.queryPort`; nothing else compares versions.
 */
// Function by function: the whole package costs every start a few milliseconds.
import compare from 'semver/functions/compare';
import major from 'semver/functions/major';

export interface ReleaseTableProps<Facts> {
  /** What is released, as a user knows it: `tempo-distributed`. */
  readonly name: string;
  /**
   * Every release there was, oldest first: `1.4.0-8` is 1.4.0 to 1.4.8, `1.4.10` one release, blanks between them. With two
   * numbers (`2.9-14`) the third one makes no difference, and a user may leave it out.
   */
  readonly released: string;
  /** The facts from a release on, oldest first; each row changes what it names, and the rest stays. */
  readonly facts: readonly [since: readonly [string, Facts], ...rest: (readonly [string, Partial<Facts>])[]];
  /** Releases that work for nobody, from the first to the last of them: what is wrong, and what to take instead. */
  readonly refused?: readonly (readonly [first: string, last: string, reason: string])[];
}

export type Release<Facts> = Facts & { readonly version: string };

export type Lookup<Facts> =
  | { readonly release: Release<Facts>; readonly warning?: string }
  | { readonly release?: undefined; readonly error: string };

export class ReleaseTable<Facts extends object> {
  private expanded: readonly string[] | undefined;

  constructor(private readonly props: ReleaseTableProps<Facts>) {}

  get name(): string {
    return this.props.name;
  }

  /** Releases that work for nobody: from the first to the last, and why. */
  get refused(): readonly (readonly [first: string, last: string, reason: string])[] {
    return this.props.refused ?? [];
  }

  /** Every release, oldest first. */
  get versions(): readonly string[] {
    this.expanded ??= this.props.released.trim().split(/\s+/).flatMap(expand);
    return this.expanded;
  }

  get newest(): string {
    return this.versions[this.versions.length - 1] ?? '';
  }

  private get oldest(): string {
    return this.versions[0] ?? '';
  }

  /**
   * The release of that version, or why there is none. One that is newer than the newest known, within its major, is taken
   * for the newest, with a warning.
   * @param version two or three numbers with dots, as written
   */
  find(version: string): Lookup<Facts> {
    const { name, refused = [] } = this.props;
    const known = `${name} ${this.oldest} to ${this.newest} is known here`;
    const twoNumbers = version.split('.').slice(0, 2).join('.');
    const wanted = this.versions.includes(twoNumbers) ? twoNumbers : version;
    const patches = this.versions.filter((candidate) => candidate.startsWith(`${wanted}.`));
    if (patches.length > 0) return { error: `${name} ${wanted} lacks its third number; write ${patches.at(-1)}, the newest of ${wanted}` };
    const [, , reason] = refused.find(([first, last]) => order(wanted, first) >= 0 && order(wanted, last) <= 0) ?? [];
    if (reason) return { error: `${name} ${wanted} ${reason}` };
    if (this.versions.includes(wanted)) return { release: this.factsAt(wanted) };
    if (order(wanted, this.newest) > 0 && major(full(wanted)) === major(full(this.newest))) {
      const warning = `${name} ${wanted} is newer than any release known here; it is taken to behave like ${this.newest}, so look at what it renders before you merge`;
      return { release: this.factsAt(wanted), warning };
    }
    if (order(wanted, this.newest) > 0 || order(wanted, this.oldest) < 0)
      return { error: `${name} ${wanted} is not supported; ${known}, so pin one of these` };
    return { error: `${name} ${wanted} was never released; ${this.neighbours(wanted)}` };
  }

  private factsAt(version: string): Release<Facts> {
    const rows = this.props.facts.filter(([since]) => order(since, version) <= 0).map(([, facts]) => facts);
    return Object.assign({}, ...rows, { version });
  }

  private neighbours(version: string): string {
    const before = this.versions.findLast((known) => order(known, version) < 0);
    const after = this.versions.find((known) => order(known, version) > 0);
    return `the nearest are ${before} and ${after}`;
  }
}

const full = (version: string): string => (version.split('.').length < 3 ? `${version}.0` : version);
const order = (a: string, b: string): number => compare(full(a), full(b));

function expand(entry: string): string[] {
  const [first = '', last] = entry.split('-');
  const patch = first.lastIndexOf('.') + 1;
  const from = Number(first.slice(patch));
  return Array.from({ length: Number(last ?? from) - from + 1 }, (_, step) => first.slice(0, patch) + (from + step));
}
