/** Compares the claims of clusters: what two of them would install, serve or store together. */
import { type Acceptance, type AcceptScope, mistakesIn, withReasons } from '../../lib/findings/accept/accept';
import { error, type Finding, isSamePlace, type Statement, warning } from '../../lib/findings/finding';
import { listed } from '../../lib/findings/listed';
import { unique } from '../../lib/findings/unique';
import { type Claim, type Claims, HOST } from './claims';
import { CONFLICT_RULES } from './rules';

const SCOPE: AcceptScope = { rules: [CONFLICT_RULES], reports: (topic) => topic === CONFLICT_RULES.topic };

/** All clusters, by what they take, so that one is only compared with those that take the same. */
export class Conflicts {
  /** Who has a claim, in order. */
  private readonly takers = new Map<string, Claims[]>();
  private readonly order = new Map<Claims, number>();

  constructor(clusters: readonly Claims[]) {
    for (const [index, cluster] of clusters.entries()) {
      this.order.set(cluster, index);
      for (const key of claimsByKey(cluster).keys()) {
        const takers = this.takers.get(key);
        if (takers) takers.push(cluster);
        else this.takers.set(key, [cluster]);
      }
    }
  }

  /**
   * The conflicts of a cluster with those before it, and mistakes in the acceptances of such conflicts.
   * @param acceptances those of its cluster file
   */
  of(cluster: Claims, acceptances: readonly Acceptance[]): Finding[] {
    const isBefore = (other: Claims) => this.orderOf(other) < this.orderOf(cluster);
    const others = new Set([...claimsByKey(cluster).keys()].flatMap((key) => (this.takers.get(key) ?? []).filter(isBefore)));
    const found = [...others]
      .sort((a, b) => this.orderOf(a) - this.orderOf(b))
      .map((other) => {
        const parts = withReasons(this.sharedObjects(cluster, other), acceptances);
        const whole = withReasons(this.wholeStack(cluster, other, parts), acceptances);
        const told = whole.length > 0 ? [...parts.filter(({ accepted }) => accepted !== undefined), ...whole] : parts;
        const besides = withReasons(this.conflictsBetween(cluster, other), acceptances);
        return { told: [...besides.filter(isOfApplication), ...told, ...besides.filter((one) => !isOfApplication(one))], parts };
      });
    const conflicts = unique(found.flatMap(({ told }) => told));
    // An acceptance may name a part of what is told as a whole.
    return [...conflicts, ...mistakesIn(acceptances, [...conflicts, ...found.flatMap(({ parts }) => parts)], SCOPE)];
  }

  private readonly orderOf = (cluster: Claims): number => this.order.get(cluster) ?? 0;

  private conflictsBetween(cluster: Claims, other: Claims): Finding[] {
    if (isSameName(cluster, other)) return [error(cluster.name.place, sharedName(cluster, other), { subject: 'gitops.name' })];
    return [...this.sharedApplications(cluster, other), ...this.sharedHost(cluster, other), ...this.sharedBucket(cluster, other)];
  }

  /**
   * Whose a claim is too: `also that of clusters/a.yaml (line 9 tempo)`; for several from one line of a base, the names of all of them.
   * @param sharers all clusters that take the same
   */
  private whose(verb: string, claim: Claim, same: Claim, sharers = this.sharersOf(claim.what, claim)): string {
    if (!isSamePlace(claim.place, same.place)) return `also ${verb} ${placeText(same)}`;
    return `${verb} ${listed(sharers.map((each) => each.cluster))}, whose files extend this one`;
  }

  /** The clusters that have the same claim from the same line. @param claimOf their claim. @default that of the key */
  private sharersOf(key: string, { place }: Claim, claimOf = (each: Claims) => claimsByKey(each).get(key)): readonly Claims[] {
    return (this.takers.get(key) ?? []).filter((each) => isSamePlace(claimOf(each)?.place ?? { file: '' }, place));
  }

  private sharedApplications({ applications }: Claims, other: Claims): Finding[] {
    const theirs = new Map(other.applications.map((claim) => [claim.what, claim]));
    const [claim] = applications.filter(({ what }) => theirs.has(what));
    const same = claim && theirs.get(claim.what);
    if (!claim || !same) return [];
    const problem = `${claim.what} is ${this.whose('that of', claim, same)}`;
    const fix = `use another gitops.names, or gitops.name${inEach(claim, same)}`;
    return [error(claim.place, CONFLICT_RULES.says('shared-application', problem, fix), about(claim))];
  }

  /** Each component is named once: its other objects follow from its first one. */
  private sharedObjects(cluster: Claims, other: Claims): Finding[] {
    const { what: target } = cluster.target;
    return sharedIn(cluster, other).map(({ claim, same }) => {
      const problem = `${claim.what} in ${target} is ${this.whose('installed by', claim, same, this.sharersOf(objectKey(claim, cluster), claim))}`;
      const fix = `use another namespace, or another gitops.server${inEach(claim, same)}`;
      return error(claim.place, CONFLICT_RULES.says('shared-object', problem, fix), about(claim));
    });
  }

  /** One mistake in the target of a cluster, where most or all of its components are those of another cluster. */
  private wholeStack(cluster: Claims, other: Claims, parts: readonly Finding[]): Finding[] {
    const shared = sharedIn(cluster, other);
    const refused = parts.filter(({ accepted }) => accepted === undefined);
    const isOfBase = shared.some(({ claim, same }) => isSamePlace(claim.place, same.place));
    const isAll = shared.length === new Set(cluster.objects.map(({ key }) => key)).size;
    const [first] = shared;
    if (!first || refused.length < 2 || !(isOfBase || isAll)) return [];
    const { target } = cluster;
    const components = listed(refused.flatMap(({ subject }) => subject ?? []));
    const sharers = this.sharersOf(objectKey(first.claim, cluster), target, (each) => each.target);
    const owner = this.whose('that of', target, other.target, sharers);
    const problem = `${target.what} is ${owner}, with the same ${components}`;
    const way = target.key === 'domain' ? 'use another domain, set gitops.server' : `use another ${target.key}`;
    const fix = `${way}, or use other namespaces${inEach(target, other.target)}`;
    return [error(target.place, CONFLICT_RULES.says('shared-object', problem, fix), about(target))];
  }

  private sharedHost({ host }: Claims, { host: same }: Claims): Finding[] {
    if (!host || !same || host.what !== same.what) return [];
    const key = HOST.join('.');
    const fix = `use another ${host.key === key ? 'host' : `${host.key}, or another ${key}`}${inEach(host, same)}`;
    const statement = CONFLICT_RULES.says('shared-host', `${host.what} is ${this.whose('that of', host, same)}`, fix);
    return [error(host.place, statement, { ...about(host), name: key })];
  }

  private sharedBucket({ bucket }: Claims, { bucket: same }: Claims): Finding[] {
    if (!bucket || !same || bucket.what !== same.what) return [];
    const consequence = 'so that each Tempo compacts and deletes the traces of the other';
    const problem = `${bucket.what} is ${this.whose('used by', bucket, same)}, ${consequence}`;
    return [
      warning(bucket.place, CONFLICT_RULES.says('shared-bucket', problem, `use another bucket${inEach(bucket, same)}`), about(bucket)),
    ];
  }
}

const isOfApplication = ({ rule }: Finding): boolean =>
  rule !== CONFLICT_RULES.idOf('shared-host') && rule !== CONFLICT_RULES.idOf('shared-bucket');

/** The key of an object, which two clusters may have in different targets. */
const objectKey = ({ what }: Claim, { target }: Claims): string => `${what} of ${target.what}`;

/** Two clusters have a conflict only if they have one of these in common. */
function claimsByKey(cluster: Claims): ReadonlyMap<string, Claim> {
  const { name, objects, applications, host, bucket } = cluster;
  return new Map([
    ...[name, ...applications, ...[host, bucket].flatMap((claim) => claim ?? [])].map((claim) => [claim.what, claim] as const),
    ...objects.map((claim) => [objectKey(claim, cluster), claim] as const),
  ]);
}

const about = ({ key }: Claim) => ({ subject: key });

/** `clusters/a.yaml (line 9 tempo)` */
const placeText = ({ place, key }: Claim): string => `${place.file} (line ${place.line} ${key})`;

/** Where to change a claim. */
const inEach = (claim: Claim, other: Claim): string => (isSamePlace(claim.place, other.place) ? ' in each of them' : '');

const isSameName = (a: Claims, b: Claims): boolean => a.name.what === b.name.what;

const sharedName = ({ cluster }: Claims, other: Claims): Statement =>
  CONFLICT_RULES.says(
    'shared-name',
    `${cluster} is also the name of ${other.name.place.file}, so both would write the same folder of dist/`,
    'use another name',
  );

/** The first object of each component that another cluster installs too. */
function sharedIn(cluster: Claims, other: Claims): { readonly claim: Claim; readonly same: Claim }[] {
  if (cluster.target.what !== other.target.what || isSameName(cluster, other)) return [];
  const theirs = new Map(other.objects.map((claim) => [claim.what, claim]));
  const first = new Map<string, { claim: Claim; same: Claim }>();
  for (const claim of cluster.objects) {
    const same = theirs.get(claim.what);
    if (same && !first.has(claim.key)) first.set(claim.key, { claim, same });
  }
  return [...first.values()];
}
