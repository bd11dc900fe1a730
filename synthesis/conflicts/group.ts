/** Names clusters that take the same. */
import { clustersOf, fewClusters } from '../../lib/findings/clusters';
import { isSamePlace } from '../../lib/findings/finding';
import { groupedBy } from '../../lib/findings/grouped-by';
import { listed } from '../../lib/findings/listed';
import { placeText } from '../../lib/findings/sentence';
import type { Claim, Claims } from './claims';

/** A cluster, and its claim to a thing. */
export interface Taken {
  readonly cluster: Claims;
  readonly claim: Claim;
}

/** A cluster, and the earlier ones that take the same. */
export interface Group extends Taken {
  readonly others: readonly Taken[];
  /** All clusters that have the claim from the same line, which is that of a base; empty if no earlier one has it from there. */
  readonly sharers: readonly Claims[];
}

/**
 * @param own a cluster and its claim @param others earlier ones that take the same @param all all of them, in order
 */
export function groupAt({ cluster, claim }: Taken, others: readonly Taken[], all: readonly Taken[]): Group {
  const isHere = (other: Taken) => isSamePlace(other.claim.place, claim.place);
  const sharers = others.some(isHere) ? all.filter(isHere).map((other) => other.cluster) : [];
  return { cluster, claim, others, sharers };
}

/** More are counted. */
const MOST = 5;

/**
 * Whose a claim is too: `also that of clusters/a.yaml (line 9 tempo)`; for several from one line of a base, the names of all of them.
 * @param verb `that of`
 */
export function whose(verb: string, { claim, others, sharers }: Group): string {
  const elsewhere = others.filter((other) => !isSamePlace(other.claim.place, claim.place));
  const own = namesOf(sharers);
  return [
    ...(sharers.length > 0 ? [`${verb} ${own}, whose files extend this one`] : []),
    ...(elsewhere.length > 0 ? [`also ${verb} ${placesOf(elsewhere)}`] : []),
  ].join(', and ');
}

/** The files of all clusters with one name: `also the name of clusters/a.yaml`. */
export function whoseName({ others, sharers }: Group): string {
  if (sharers.length > 0) return `the name of ${listed(filesOf(sharers), MOST)}, which extend this file`;
  return `also the name of ${listed(filesOf(others.map(({ cluster }) => cluster)), MOST)}`;
}

/** Where to change the claim: in the file of the message, or in those of all clusters. */
export const inEach = ({ others, sharers }: Group): string => (others.length > 1 || sharers.length > 0 ? ' in each of them' : '');

/** By their files, because two may have one `gitops.name`. */
const namesOf = (clusters: readonly Claims[]): string => fewClusters(clustersOf(filesOf(clusters)));

const filesOf = (clusters: readonly Claims[]): string[] => clusters.map(({ file }) => file);

/** `clusters/a.yaml (line 9 tempo)`, `base/prod.yaml (line 3 tempo, of a and b)` */
function placesOf(others: readonly Taken[]): string {
  const places = groupedBy(others, ({ claim }) => placeText(claim.place));
  const texts = [...places.values()].map((alike) => {
    const [{ claim }] = alike;
    const isOfBase = alike.some(({ cluster }) => cluster.file !== claim.place.file);
    const of = isOfBase ? `, of ${namesOf(alike.map(({ cluster }) => cluster))}` : '';
    return `${claim.place.file} (line ${claim.place.line} ${claim.key}${of})`;
  });
  return listed(texts, MOST);
}
