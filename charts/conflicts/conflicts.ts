/** Compares the claims of clusters: what two of them would install, serve or store together. */
import { type Acceptance, type AcceptScope, mistakesIn, withReasons } from '../../lib/findings/accept/accept';
import { error, type Finding, isSamePlace, type Statement, warning } from '../../lib/findings/finding';
import type { Claim, Claims } from './claims';
import { CONFLICT_RULES } from './rules';

const SCOPE: AcceptScope = { rules: [CONFLICT_RULES], reports: (topic) => topic === CONFLICT_RULES.topic };

/** The clusters so far, by what they take, so that a further one is only compared with those that take the same. */
export class Taken {
  private readonly clusters: Claims[] = [];
  /** Their indices. */
  private readonly takers = new Map<string, number[]>();

  add(cluster: Claims): void {
    const index = this.clusters.push(cluster) - 1;
    for (const key of keysOf(cluster)) {
      const takers = this.takers.get(key);
      if (takers) takers.push(index);
      else this.takers.set(key, [index]);
    }
  }

  /**
   * The conflicts of a cluster with those so far, and mistakes in the acceptances of such conflicts.
   * @param acceptances those of its cluster file
   */
  conflictsOf(cluster: Claims, acceptances: readonly Acceptance[]): Finding[] {
    const indices = new Set(keysOf(cluster).flatMap((key) => this.takers.get(key) ?? []));
    const others = [...indices].sort((a, b) => a - b).flatMap((index) => this.clusters[index] ?? []);
    const conflicts = withReasons(
      others.flatMap((other) => conflictsBetween(cluster, other)),
      acceptances,
    );
    return [...conflicts, ...mistakesIn(acceptances, conflicts, SCOPE)];
  }
}

/** Two clusters have a conflict only if they have one of these in common. */
const keysOf = ({ name, target, objects, applications, host, bucket }: Claims): string[] => [
  name.what,
  ...applications.map(({ what }) => what),
  ...objects.map(({ what }) => `${what} of ${target}`),
  ...[host, bucket].flatMap((claim) => (claim ? [claim.what] : [])),
];

/** Each component is named once. */
function conflictsBetween(cluster: Claims, other: Claims): Finding[] {
  if (cluster.name.what === other.name.what) return [error(cluster.name.place, sharedName(cluster, other), { subject: 'gitops.name' })];
  return [
    ...sharedApplications(cluster, other),
    ...sharedObjects(cluster, other),
    ...sharedHost(cluster, other),
    ...sharedBucket(cluster, other),
  ];
}

const about = ({ key }: Claim) => ({ subject: key });

/** Whose the other claim is: `clusters/a.yaml (line 9 tempo)`. Two cluster files may have both from one line of a base. */
const whose = (claim: Claim, { place, key }: Claim): string =>
  isSamePlace(claim.place, place) ? 'another cluster file that extends this file' : `${place.file} (line ${place.line} ${key})`;

/** Where to change a claim. */
const inEach = (claim: Claim, other: Claim): string => (isSamePlace(claim.place, other.place) ? ' in each of them' : '');

const sharedName = ({ name }: Claims, other: Claims): Statement =>
  CONFLICT_RULES.says(
    'shared-name',
    `${name.what.replace('the name ', '')} is also the name of ${other.name.place.file}, so both would write the same folder of dist/`,
    'use another name',
  );

function sharedApplications({ applications }: Claims, other: Claims): Finding[] {
  const theirs = new Map(other.applications.map((claim) => [claim.what, claim]));
  const [claim] = applications.filter(({ what }) => theirs.has(what));
  const same = claim && theirs.get(claim.what);
  if (!claim || !same) return [];
  const problem = `${claim.what} is also that of ${whose(claim, same)}`;
  const fix = `use another gitops.names, or gitops.name${inEach(claim, same)}`;
  return [error(claim.place, CONFLICT_RULES.says('shared-application', problem, fix), about(claim))];
}

function sharedObjects({ objects, target }: Claims, other: Claims): Finding[] {
  if (target !== other.target) return [];
  const theirs = new Map(other.objects.map((claim) => [claim.what, claim]));
  const shared = objects.flatMap((claim) => {
    const same = theirs.get(claim.what);
    return same ? [{ claim, same }] : [];
  });
  // The other objects of a component follow from its first one.
  const first = shared.filter(({ claim }, index) => shared.findIndex((earlier) => earlier.claim.key === claim.key) === index);
  return first.map(({ claim, same }) =>
    error(
      claim.place,
      CONFLICT_RULES.says(
        'shared-object',
        `${claim.what} in ${target} is also installed by ${whose(claim, same)}`,
        `use another namespace, or another gitops.server${inEach(claim, same)}`,
      ),
      about(claim),
    ),
  );
}

function sharedHost({ host }: Claims, other: Claims): Finding[] {
  if (!host || host.what !== other.host?.what) return [];
  const problem = `${host.what} is also that of ${whose(host, other.host)}`;
  return [error(host.place, CONFLICT_RULES.says('shared-host', problem, `use another host${inEach(host, other.host)}`), about(host))];
}

function sharedBucket({ bucket }: Claims, other: Claims): Finding[] {
  if (!bucket || bucket.what !== other.bucket?.what) return [];
  const consequence = 'so that each Tempo compacts and deletes the traces of the other';
  const problem = `${bucket.what} is also used by ${whose(bucket, other.bucket)}, ${consequence}`;
  return [
    warning(
      bucket.place,
      CONFLICT_RULES.says('shared-bucket', problem, `use another bucket${inEach(bucket, other.bucket)}`),
      about(bucket),
    ),
  ];
}
