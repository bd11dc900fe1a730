/**
 * What each release offers, as data. The `releases.ts` of a component lists the releases and, per range, the facts.
 *
 * Code reads `release.queryPort`, and messages use `table.first(({ queryPort }) => …)`; nothing else compares versions.
 */
import type { Statement } from '../findings/finding';
import { at } from '../yaml/parsed';
import { RELEASE_RULES } from './rules';
import { accumulated, factsAt, type Step, stepsOf } from './steps';
import { compareVersions, expandVersions, majorOf, minorOf } from './version';

/** The version of a product that each release ships. */
export interface Shipment<Facts extends object> {
  /** The releases of the product, with the facts that depend on the product itself. */
  readonly table: ReleaseTable<Facts>;
  /** `2.23.5=2.10.6 2.25.2=2.10.7`: from release 2.23.5 on the product's 2.10.6, from 2.25.2 on 2.10.7; oldest first. */
  readonly since: string;
}

/** The version of something without a table of its own: the fact is that version, or undefined where `since` has none (`2.19=`). */
export type VersionShipment = Pick<Shipment<object>, 'since'>;

/** @typeParam Shipped the facts that come from a product's table, or that are a version */
export interface ReleaseTableProps<Facts extends object, Shipped extends keyof Facts = never> {
  /** The name as users know it: `tempo-distributed`. */
  readonly name: string;
  /**
   * All releases, oldest first, separated by spaces: `1.4.0-8` is 1.4.0 to 1.4.8, `1.4.10` is one release. With two
   * numbers (`2.9-14`) the third one makes no difference, and a user may omit it.
   */
  readonly released: string;
  /** The facts from a release on, oldest first. Each row changes the facts that it names; the others stay the same. */
  readonly facts: readonly [since: readonly [string, Omit<Facts, Shipped>], ...rest: (readonly [string, Partial<Omit<Facts, Shipped>>])[]];
  /** The products that each release ships, by the name of the fact: `release.tempo` has the facts of Tempo at that version. */
  readonly ships?: { readonly [Name in Shipped]: Facts[Name] extends object ? Shipment<Omit<Facts[Name], 'version'>> : VersionShipment };
  /** Broken releases, as ranges from first to last: what is wrong, and what to use instead. */
  readonly refused?: readonly Refused[];
  /** Whether several minors get patches at the same time, so that a patch newer than the known ones may exist. @default false */
  readonly hasParallelMinors?: boolean;
}

export type Refused = readonly [first: string, last: string, problem: string, fix: string];

export type Release<Facts> = Facts & { readonly version: string };

export type ReleaseLookup<Facts> =
  | { readonly release: Release<Facts>; readonly warning?: Statement }
  | { readonly release?: undefined; readonly error: Statement };

/** What a release has or lacks. */
export type Fact<Facts> = (release: Release<Facts>) => boolean;

export class ReleaseTable<Facts extends object, Shipped extends keyof Facts = never> {
  readonly name: string;
  /** Broken releases. */
  readonly refused: readonly Refused[];
  private readonly hasParallelMinors: boolean;
  private readonly shipped: readonly string[];
  private readonly listed: () => readonly string[];
  private readonly planned: () => readonly Step[];
  private cachedVersions?: readonly string[];
  private cachedSteps?: readonly Step[];
  private cachedFacts?: readonly (readonly [since: string, facts: object])[];
  private cachedFactsOfAll?: readonly object[];
  private readonly made = new Map<string, Release<Facts>>();
  private cachedReleases?: readonly Release<Facts>[];
  /** What was looked for. Most clusters of a fleet have the same versions. */
  private readonly found = new Map<string, ReleaseLookup<Facts>>();

  /** Nothing is computed yet: most runs need few of the tables. */
  constructor({ name, released, facts, ships, refused = [], hasParallelMinors = false }: ReleaseTableProps<Facts, Shipped>) {
    this.name = name;
    this.refused = refused;
    this.hasParallelMinors = hasParallelMinors;
    this.shipped = Object.keys(ships ?? {});
    this.listed = () => expandVersions(released);
    this.planned = () => stepsOf(facts, ships ?? {});
  }

  /** Every release, oldest first. */
  get versions(): readonly string[] {
    this.cachedVersions ??= this.listed();
    return this.cachedVersions;
  }

  /** The versions where facts change, in any order. */
  private get steps(): readonly Step[] {
    this.cachedSteps ??= this.planned();
    return this.cachedSteps;
  }

  /**
   * Adds a release for this run only, to try it: its facts are those that the rows predict.
   * @param shipped what it ships, by the name of the fact, instead of what the release before it ships
   */
  admit(version: string, shipped: Partial<Pick<Facts, Shipped>> = {}): void {
    const after = this.versions.find((known) => compareVersions(known, version) > 0);
    const facts: Readonly<Record<string, unknown>> = after === undefined ? {} : this.factsOf(after);
    const kept = Object.fromEntries(Object.keys(shipped).map((fact) => [fact, facts[fact]]));
    this.cachedVersions = [...this.versions, version].sort(compareVersions);
    const steps = [{ since: version, change: () => shipped }, ...(after === undefined ? [] : [{ since: after, change: () => kept }])];
    this.cachedSteps = [...this.steps, ...steps];
    this.cachedFacts = undefined;
    this.cachedFactsOfAll = undefined;
    this.cachedReleases = undefined;
    this.made.clear();
    this.found.clear();
  }

  get oldest(): string {
    return this.versions[0] ?? '';
  }

  get newest(): string {
    return this.versions.at(-1) ?? '';
  }

  /** Every release that works, oldest first. */
  get releases(): readonly Release<Facts>[] {
    this.cachedReleases ??= this.versions.flatMap((version, place) => (this.works(version) ? this.releaseAt(place) : []));
    return this.cachedReleases;
  }

  /**
   * The release of a version, or an error. A version of the newest major that is newer than all known ones is treated
   * as the newest, with a warning.
   * @param version two or three numbers with dots, as written
   */
  find(version: string): ReleaseLookup<Facts> {
    const known = this.found.get(version) ?? this.lookUp(version);
    this.found.set(version, known);
    return known;
  }

  private lookUp(version: string): ReleaseLookup<Facts> {
    const wanted = this.versions.includes(minorOf(version)) ? minorOf(version) : version;
    const error = this.incomplete(wanted) ?? this.refusalOf(wanted);
    if (error) return { error };
    if (this.versions.includes(wanted)) return { release: this.factsOf(wanted) };
    return this.newer(wanted) ?? { error: this.unknown(wanted) };
  }

  /** The facts at a version, which need not be a release. For a version older than all releases, the facts of the oldest. */
  at(version: string): Release<Facts> {
    const isOlder = compareVersions(version, this.oldest) < 0;
    return isOlder ? { ...this.factsOf(this.oldest), version } : this.factsOf(version);
  }

  /** All releases of the same minor, oldest first: `2.10.0`, `2.10.1` and so on for `2.10.6`. */
  sameMinor(version: string): readonly string[] {
    const minor = minorOf(version);
    return this.versions.filter((known) => known === minor || known.startsWith(`${minor}.`));
  }

  /** The first release that works and has the fact. @throws if none has */
  first(fact: Fact<Facts>): string {
    return this.named(this.versions.find((version, place) => this.works(version) && fact(this.releaseAt(place))));
  }

  /** The last release that works and has the fact. @throws if none has */
  last(fact: Fact<Facts>): string {
    return this.named(this.versions.findLast((version, place) => this.works(version) && fact(this.releaseAt(place))));
  }

  /** The last release before `version` that works and has the fact. */
  lastBefore(version: string, fact: Fact<Facts>): string | undefined {
    const isOlder = (known: string) => compareVersions(known, version) < 0;
    return this.versions.findLast((known, place) => isOlder(known) && this.works(known) && fact(this.releaseAt(place)));
  }

  /** The first release after `version` that works and has the fact. */
  firstAfter(version: string, fact: Fact<Facts>): string | undefined {
    const isNewer = (known: string) => compareVersions(known, version) > 0;
    return this.versions.find((known, place) => isNewer(known) && this.works(known) && fact(this.releaseAt(place)));
  }

  /**
   * The first release since which the fact is continuously true up to `version`. It may be a broken release.
   * @returns undefined if the fact is false at `version`
   */
  since(version: string, fact: Fact<Facts>): string | undefined {
    const last = this.versions.findLastIndex((known) => compareVersions(known, version) <= 0);
    const broken = this.versions.findLastIndex((_, place) => place <= last && !fact(this.releaseAt(place)));
    return broken < last ? this.versions[broken + 1] : undefined;
  }

  private named(version: string | undefined): string {
    if (version === undefined) throw new Error(`no release of ${this.name} has what was asked for`);
    return version;
  }

  /** @param place in `versions`. Most questions have their answer after a few releases, and to copy the facts of all takes long. */
  private releaseAt(place: number): Release<Facts> {
    this.cachedFactsOfAll ??= this.factsOfAll();
    return this.release(this.versions[place] ?? '', () => this.cachedFactsOfAll?.[place] as Facts);
  }

  /** The facts of each of `versions`, in one pass, as versions and the changes of facts are both in order. */
  private factsOfAll(): object[] {
    this.cachedFacts ??= accumulated(this.steps);
    const changes = this.cachedFacts;
    let current = 0;
    return this.versions.map((version) => {
      while (current + 1 < changes.length && compareVersions(changes[current + 1]?.[0] ?? '', version) <= 0) current++;
      return changes[current]?.[1] ?? {};
    });
  }

  /** Made once for each version. */
  private release(version: string, facts: () => Facts): Release<Facts> {
    const known = this.made.get(version) ?? { ...facts(), version };
    this.made.set(version, known);
    return known;
  }

  private factsOf(version: string): Release<Facts> {
    return this.release(version, () => this.computed(version) as Facts);
  }

  /** The facts at a version, without it. */
  private computed(version: string): object {
    if (this.cachedFacts) return this.cachedFacts.findLast(([since]) => compareVersions(since, version) <= 0)?.[1] ?? {};
    // A command that starts asks for one release.
    return factsAt(version, this.steps);
  }

  private incomplete(version: string): Statement | undefined {
    const start = `${version}.`;
    const newest = this.versions.findLast((known) => known.startsWith(start));
    return newest === undefined
      ? undefined
      : RELEASE_RULES.says('incomplete', `${this.name} ${version} has no patch number`, `use ${newest}, the newest of ${version}`);
  }

  private works(version: string): boolean {
    return !this.refused.some(covers(version));
  }

  private refusalOf(version: string): Statement | undefined {
    const found = this.refused.find(covers(version));
    return found && RELEASE_RULES.says('known-bad', `${this.name} ${version} ${found[2]}`, found[3]);
  }

  /** Treats a newer version as the newest release of its major or, with parallel minors, of its minor. */
  private newer(version: string): ReleaseLookup<Facts> | undefined {
    const { newest } = this;
    const ofMinor = this.hasParallelMinors ? this.sameMinor(version).at(-1) : undefined;
    const model = ofMinor ?? (majorOf(newest) === majorOf(version) ? newest : undefined);
    if (model === undefined || compareVersions(version, model) < 0) return undefined;
    const among = ofMinor === undefined || minorOf(newest) === minorOf(version) ? 'any release' : `any release of ${minorOf(version)}`;
    const warning = RELEASE_RULES.says(
      'newer-than-known',
      `${this.name} ${version} is newer than ${among} known here, and is treated as ${model}`,
      'check the output before you merge',
    );
    return { release: { ...this.factsOf(model), version }, warning };
  }

  private unknown(version: string): Statement {
    const before = this.lastBefore(version, () => true);
    const after = this.firstAfter(version, () => true);
    const shipping = this.shipping(version);
    const confused = shipping === undefined ? '' : `, or ${shipping}, the chart with appVersion ${version}`;
    return before === undefined || after === undefined
      ? RELEASE_RULES.says('unsupported', `${this.name} ${version} is not supported`, `use ${this.oldest} to ${this.newest}${confused}`)
      : RELEASE_RULES.says(
          'never-released',
          `${this.name} ${version} was never released`,
          `use ${before} or ${after}, the nearest${confused}`,
        );
  }

  /** The newest release that ships this version of a product: users confuse the two. */
  private shipping(version: string): string | undefined {
    const isShipped = (facts: Readonly<Record<string, unknown>>) => this.shipped.some((fact) => at(facts[fact], 'version') === version);
    return this.versions.filter((known) => isShipped(this.factsOf(known))).at(-1);
  }
}

const covers =
  (version: string) =>
  ([first, last]: Refused): boolean =>
    compareVersions(version, first) >= 0 && compareVersions(version, last) <= 0;
