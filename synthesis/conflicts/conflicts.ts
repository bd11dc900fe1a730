/** Compares the claims of clusters: what several of them would install, serve or store together. */
import { type Acceptance, type AcceptScope, mistakesIn, withReasons } from '../../lib/findings/accept/accept';
import { inClusters } from '../../lib/findings/clusters';
import { type About, error, type Finding, isSamePlace, topicOf, warning } from '../../lib/findings/finding';
import { groupedBy } from '../../lib/findings/grouped-by';
import { listed, listedOr } from '../../lib/findings/listed';
import { unique } from '../../lib/findings/unique';
import { byKey, type Claim, type Claims, HOST, keysOf, objectKey } from './claims';
import { type Group, groupAt, inEach, type Taken, whose, whoseName } from './group';
import { CONFLICT_RULES } from './rules';
import { byTarget, type InTarget, type OfTarget } from './targets';

const SCOPE: AcceptScope = { rules: [CONFLICT_RULES], reports: (topic) => topic === CONFLICT_RULES.topic };

/** A claim of a cluster, and the clusters before it that have it too. */
interface Shared {
  readonly key: string;
  readonly claim: Claim;
  readonly others: readonly Claims[];
}

/** A conflict of a cluster with those before it. */
interface Conflict {
  /** What is taken: the conflicts of several clusters over it are one. */
  readonly over: string;
  /** The first of them has the finding. */
  readonly clusters: readonly [Claims, ...Claims[]];
  readonly accepted: boolean;
  readonly inTarget?: InTarget;
  readonly finding: () => Finding;
}

interface Judged {
  readonly conflicts: readonly Conflict[];
  readonly mistakes: readonly Finding[];
}

/** The part of a cluster's output that is compared. */
export interface Claiming {
  readonly claims?: Claims;
  readonly acceptances: readonly Acceptance[];
}

export class Conflicts {
  /** Who has a claim, in order; only what several have. Claims of the same clusters have the same list. */
  private readonly takers = new Map<string, readonly Claims[]>();
  /** The clusters that share any. */
  private readonly sharing: ReadonlySet<Claims>;
  /** The claims of clusters with conflicts, by their keys. */
  private readonly known = new Map<Claims, ReadonlyMap<string, Claim>>();

  /** @param clusters in the order in which messages name them */
  constructor(private readonly clusters: readonly Claims[]) {
    const first = new Map<string, number>();
    const all = new Map<string, Set<number>>();
    const targets = groupedBy(clusters, ({ keys: { target } }) => target);
    for (const [index, { keys }] of clusters.entries()) {
      const isAlone = targets.get(keys.target)?.length === 1;
      for (const key of isAlone ? keys.keys : keysOf(keys)) {
        const earlier = first.get(key);
        if (earlier === undefined) first.set(key, index);
        else if (earlier !== index) all.set(key, (all.get(key) ?? new Set([earlier])).add(index));
      }
    }
    const lists = new Map<string, readonly Claims[]>();
    for (const [key, indexes] of all) {
      const id = [...indexes].join();
      const list = lists.get(id) ?? [...indexes].flatMap((index) => clusters[index] ?? []);
      lists.set(id, list);
      this.takers.set(key, list);
    }
    this.sharing = new Set([...lists.values()].flat());
  }

  /**
   * The conflicts of each cluster with those before it, and mistakes in the acceptances of such conflicts. What more than two clusters
   * share is told once, with all of them, at the last one that does not accept it; so is one target, whatever they have in common there.
   */
  of(clusters: readonly Claiming[]): readonly (readonly Finding[])[] {
    const judged = clusters.map((one) => this.judge(one));
    const all = judged.flatMap(({ conflicts }) => conflicts);
    const isTold = new Map([...toldOf(all)].map((one) => [one, one.finding]));
    for (const target of byTarget(all)) {
      for (const one of target.all) isTold.delete(one);
      isTold.set(target.last, () => this.targetConflict(target));
    }
    return judged.map(({ conflicts, mistakes }) => [...unique(conflicts.flatMap((one) => isTold.get(one)?.() ?? [])), ...mistakes]);
  }

  private judge({ claims, acceptances: all }: Claiming): Judged {
    if (!claims) return { conflicts: [], mistakes: [] };
    const acceptances = all.filter((acceptance) => SCOPE.reports(topicOf(acceptance)));
    const { conflicts, parts } = this.sharing.has(claims) ? this.conflictsOf(claims, acceptances) : { conflicts: [], parts: [] };
    if (acceptances.length === 0) return { conflicts, mistakes: [] };
    // An acceptance may name a part of what is told as a whole.
    return { conflicts, mistakes: mistakesIn(acceptances, [...conflicts.map(({ finding }) => finding()), ...parts], SCOPE) };
  }

  private conflictsOf(cluster: Claims, acceptances: readonly Acceptance[]) {
    const conflict = (over: string, others: readonly Claims[], make: () => Finding, inTarget?: InTarget): Conflict => {
      const finding = () => withReasons([make()], acceptances)[0] ?? make();
      const accepted = acceptances.length > 0 && finding().accepted !== undefined;
      return { over, clusters: [cluster, ...others], accepted, finding, ...(inTarget && { inTarget }) };
    };
    const each = (shared: readonly Shared[], make: (group: Group) => Finding): Conflict[] =>
      shared.map((one) => conflict(one.key, one.others, () => make(this.groupOf(cluster, one))));
    const { name, applications, host, bucket } = cluster.list;
    const objects = this.sharedObjects(cluster, acceptances);
    const target = cluster.list.target.what;
    const conflicts = [
      ...each(this.sharedBy(cluster, [name]), nameConflict),
      ...each(this.sharedBy(cluster, applications), applicationConflict),
      ...objects.parts.map((one) => {
        const inTarget = { target, components: [one.claim.key], isWhole: false };
        return conflict(one.key, one.others, () => objectConflict(this.groupOf(cluster, one)), inTarget);
      }),
      ...objects.wholes.map(({ components, others }) =>
        conflict(`${target} ${components}`, others, () => wholeConflict(this.groupIn([cluster, ...others]), listed(components)), {
          target,
          components,
          isWhole: true,
        }),
      ),
      ...each(this.sharedBy(cluster, host ? [host] : []), hostConflict),
      ...each(this.sharedBy(cluster, bucket ? [bucket] : []), bucketConflict),
    ];
    return { conflicts, parts: objects.all.map(({ claim }) => aboutObject({ cluster, claim, sharers: [] })) };
  }

  /** Each earlier cluster is there once, by the first of these claims that it has too. */
  private sharedBy(cluster: Claims, claims: readonly Claim[], keyOf = ({ what }: Claim) => what): Shared[] {
    const known = new Set<Claims>();
    const lists = new Set<readonly Claims[]>();
    return claims.flatMap((claim) => {
      const key = keyOf(claim);
      const list = this.takers.get(key);
      if (!list || lists.has(list)) return [];
      lists.add(list);
      const before = list.slice(0, list.indexOf(cluster));
      const others = before.filter((other) => !known.has(other) && (claim === cluster.list.name || !isSameName(cluster, other)));
      for (const other of others) known.add(other);
      return others.length > 0 ? [{ key, claim, others }] : [];
    });
  }

  /**
   * Each component is told once: its other objects follow from its first one. Where most or all components of a cluster are those of
   * another one, that is a whole: one mistake in the target.
   */
  private sharedObjects(cluster: Claims, acceptances: readonly Acceptance[]) {
    const components = [...groupedBy(cluster.list.objects, ({ key }) => key).values()];
    const all = components.flatMap((objects) => this.sharedBy(cluster, objects, ({ what }) => objectKey(what, cluster.keys.target)));
    const isRefused = ({ claim }: Shared) =>
      withReasons([aboutObject({ cluster, claim, sharers: [] })], acceptances)[0]?.accepted === undefined;
    const refused = new Set(all.filter(isRefused));
    const byOther = new Map<Claims, Shared[]>();
    for (const one of all) {
      for (const other of one.others) {
        const list = byOther.get(other);
        if (list) list.push(one);
        else byOther.set(other, [one]);
      }
    }
    const isWhole = (other: Claims, shared: readonly Shared[]): boolean =>
      shared.filter((one) => refused.has(one)).length > 1 &&
      (shared.length === components.length ||
        shared.some(({ key, claim }) => isSamePlace(claim.place, this.claimOf(other, key)?.place ?? { file: '' })));
    const whole = new Map([...byOther].filter(([other, shared]) => isWhole(other, shared)));
    const keysOf = (shared: readonly Shared[]) => shared.filter((one) => refused.has(one)).map(({ claim }) => claim.key);
    const wholes = [...groupedBy(whole, ([, shared]) => keysOf(shared).join()).values()].map((alike) => {
      const [[, shared]] = alike;
      return { components: keysOf(shared), others: alike.map(([other]) => other) };
    });
    const parts = all
      .map((one) => (refused.has(one) ? { ...one, others: one.others.filter((other) => !whole.has(other)) } : one))
      .filter(({ others }) => others.length > 0);
    return { all, parts, wholes };
  }

  /** A mistake in the target of several clusters, whatever they have in common there. */
  private targetConflict({ last, clusters, components, isSame }: OfTarget<Conflict>): Finding {
    const [own] = last.clusters;
    const others = this.clusters.filter((each) => each !== own && clusters.has(each));
    const shared = isSame ? listed(components) : listedOr(components);
    return wholeConflict(this.groupIn([own, ...others]), shared);
  }

  /** A cluster and others in the same target. */
  private groupIn(clusters: readonly [Claims, ...Claims[]]): Group {
    const [cluster, ...others] = clusters;
    const all = new Set(clusters);
    const taken = others.map((other) => ({ cluster: other, claim: other.list.target }));
    const having = this.clusters.filter((each) => all.has(each)).map((each) => ({ cluster: each, claim: each.list.target }));
    return groupAt({ cluster, claim: cluster.list.target }, taken, having);
  }

  private groupOf(cluster: Claims, { key, claim, others }: Shared): Group {
    const takenBy = (clusters: readonly Claims[]): Taken[] =>
      clusters.flatMap((each) => {
        const same = this.claimOf(each, key);
        return same ? [{ cluster: each, claim: same }] : [];
      });
    return groupAt({ cluster, claim }, takenBy(others), takenBy(this.takers.get(key) ?? []));
  }

  private claimOf(cluster: Claims, key: string): Claim | undefined {
    const claims = this.known.get(cluster) ?? byKey(cluster.list);
    this.known.set(cluster, claims);
    return claims.get(key);
  }
}

/** Those that are accepted, and of the others over one thing those that name what no later one does. */
function toldOf(conflicts: readonly Conflict[]): ReadonlySet<Conflict> {
  const told = new Set(conflicts.filter(({ accepted }) => accepted));
  for (const alike of groupedBy(
    conflicts.filter(({ accepted }) => !accepted),
    ({ over }) => over,
  ).values()) {
    const larger: ReadonlySet<Claims>[] = [];
    for (const one of alike.toReversed()) {
      if (larger.some((clusters) => one.clusters.every((cluster) => clusters.has(cluster)))) continue;
      told.add(one);
      larger.push(new Set(one.clusters));
    }
  }
  return told;
}

function nameConflict(group: Group): Finding {
  const all = group.others.length > 1 ? 'all' : 'both';
  const problem = `${group.others[0]?.cluster.cluster} is ${whoseName(group)}, so ${all} would write the same folder of dist/`;
  return error(group.claim.place, CONFLICT_RULES.says('shared-name', problem, `use another name${inEach(group)}`), about(group));
}

function applicationConflict(group: Group): Finding {
  const { claim } = group;
  const problem = `${claim.what} is ${whose('that of', group)}`;
  const fix = `use another gitops.names, or gitops.name${inEach(group)}`;
  return error(claim.place, CONFLICT_RULES.says('shared-application', problem, fix), about(group));
}

function objectConflict(group: Group): Finding {
  const problem = `${group.claim.what} in ${group.cluster.list.target.what} is ${whose('installed by', group)}`;
  const way = group.claim.wayOut ?? 'use another namespace';
  return aboutObject(group, problem, `${way}, or ${otherTarget(group.cluster.list.target)}${inEach(group)}`);
}

/** Each cluster without a server of its own is in that of Argo CD: that of its domain, or of its fleet. */
function otherTarget({ key }: Claim): string {
  if (key === 'domain') return 'set gitops.server';
  return key === 'gitops' ? 'set gitops.server or gitops.cluster' : `another ${key}`;
}

const aboutObject = (group: Pick<Group, 'cluster' | 'claim' | 'sharers'> & Partial<Group>, problem = '', fix = ''): Finding => {
  const finding = isUntold(group) ? warning : error;
  return finding(group.claim.place, CONFLICT_RULES.says('shared-object', problem, fix), about(group));
};

/** Whether clusters of a fleet are only in one because nobody has told the server of one of them: the rest of them may be right. */
function isUntold({ cluster, others = [] }: Pick<Group, 'cluster'> & Partial<Group>): boolean {
  const all = [cluster, ...others.map((other) => other.cluster)];
  return all.some(({ list }) => list.target.key === 'gitops') && all.some(({ list }) => list.domain !== cluster.list.domain);
}

function wholeConflict(group: Group, components: string): Finding {
  const { claim } = group;
  const problem = `${claim.what} is ${whose('that of', group)}, with the same ${components}`;
  const way = { domain: 'use another domain, set gitops.server', gitops: otherTarget(claim) }[claim.key] ?? `use another ${claim.key}`;
  return aboutObject(group, problem, `${way}, or use other namespaces${inEach(group)}`);
}

function hostConflict(group: Group): Finding {
  const { claim } = group;
  const key = HOST.join('.');
  const fix = `use another ${claim.key === key ? 'host' : `${claim.key}, or another ${key}`}${inEach(group)}`;
  const statement = CONFLICT_RULES.says('shared-host', `${claim.what} is ${whose('that of', group)}`, fix);
  return error(claim.place, statement, { ...about(group), name: key });
}

function bucketConflict(group: Group): Finding {
  const { claim, others, sharers } = group;
  const rest = Math.max(others.length + 1, sharers.length) > 2 ? 'the others' : 'the other';
  const consequence = `so each Tempo compacts and deletes the traces of ${rest}`;
  const problem = `${claim.what} is ${whose('used by', group)}, ${consequence}`;
  return warning(claim.place, CONFLICT_RULES.says('shared-bucket', problem, `use another bucket${inEach(group)}`), about(group));
}

/** The clusters at one line of a base are named in the sentence, unless it is only one. */
const about = ({ cluster, claim, sharers }: Pick<Group, 'cluster' | 'claim' | 'sharers'>): About => ({
  subject: claim.key,
  ...(sharers.length === 0 && claim.place.file !== cluster.file && { clusters: inClusters(new Set([cluster.file])) }),
});

const isSameName = (a: Claims, b: Claims): boolean => a.list.name.what === b.list.name.what;
