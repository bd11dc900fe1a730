/** Checks that every address leads to a Service, a port and a process that supports its protocol. */
import { error, type Finding } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import { collectorUses } from '../../uses/collector';
import { grafanaUses } from '../../uses/grafana';
import { linkerdUses } from '../../uses/linkerd';
import { tempoUses } from '../../uses/tempo';
import { traefikUses } from '../../uses/traefik';
import { receiverFor, type Use, withoutUser } from '../../uses/use';
import { vultureUses } from '../../uses/vulture';
import { bucketJobUses, exporterUses, ingressUses } from '../../uses/workloads';
import type { Check, Judgement } from '../check';
import { checkAccess } from './access/access';
import { checkCertificates } from './certificates';
import { towardsCollector } from './collector/behind';
import { hiddenSenders } from './collector/hidden-senders';
import { missingInCollector } from './collector/promised';
import { checkDemoImages } from './demo-images';
import { checkEmojivoto } from './emojivoto';
import { checkHttpRoutes } from './gateway/routes';
import { checkEntryPoints } from './ingress/entry-points';
import { checkIngresses } from './ingress/ingress';
import { checkMeshAnnotations } from './linkerd/annotations';
import { checkCertificateFields } from './linkerd/certificate-fields';
import { checkCertificateLimits } from './linkerd/certificate-limits';
import { checkEgress } from './linkerd/egress';
import { checkInjectors } from './linkerd/injector';
import { checkPromisedMesh } from './linkerd/promised';
import { checkPolicyReferences } from './linkerd/references';
import { checkMentions } from './mentions';
import { checkMonitors } from './monitors/monitors';
import { checkPromisedMonitors } from './monitors/promised';
import { checkNetworkPolicies } from './network-policies/network-policies';
import { hopsOf, outerHops, type Route } from './path/hops';
import { nodesOf } from './path/nodes';
import { missingHops } from './path/promised-hops';
import { checkPromised } from './promised';
import { missingReceivers } from './receivers';
import { unprovenReceivers } from './remote-write';
import { resolve, type Surroundings } from './resolve';
import { ADDRESSES_RULES } from './rules';
import { checkWebhooks } from './webhooks';
import { checkWorkloads } from './workloads/workloads';

export const addresses: Check = { rules: ADDRESSES_RULES, run: checkAddresses };

export function checkAddresses(surroundings: Surroundings): Judgement {
  const { world, lookup, tempos, collectors } = surroundings;
  const uses = usesIn(surroundings).map((use) => towardsCollector(use, world, lookup, collectors));
  const routes = uses.map((use): Route => ({ use, resolution: resolve(use, surroundings) }));
  const broken = routes.flatMap(({ resolution }) => (resolution.state === 'broken' ? (resolution.destination ?? []) : []));
  const findings = [
    ...routes.flatMap((route) => brokenUse(route, world)),
    ...missingReceivers(world, lookup, tempos),
    ...missingInCollector(world, lookup, collectors),
    ...checkMentions(world, lookup, broken),
    ...(world.isOurs ? checkEmojivoto(world, lookup) : []),
    ...checkCertificates(world),
    ...checkWebhooks(world, lookup),
    ...checkInjectors(lookup),
    ...checkDemoImages(world, lookup),
    ...checkEntryPoints(world, lookup),
    ...checkMeshAnnotations(world),
    ...checkPromised(world, lookup, tempos, collectors),
    ...checkPromisedMesh(world, lookup),
    ...checkPolicyReferences(world, lookup),
    ...checkEgress(world, tempos),
    ...checkCertificateFields(world),
    ...checkCertificateLimits(world),
    ...checkIngresses(world, lookup),
    ...checkHttpRoutes(world, lookup),
    ...checkWorkloads(world, lookup, tempos),
    ...checkMonitors(world, lookup),
    ...checkPromisedMonitors(world, lookup, tempos, collectors),
    ...checkAccess(world, lookup, collectors),
    ...hiddenSenders(world, collectors),
    ...checkNetworkPolicies(routes, surroundings),
  ];
  const hops = [...outerHops(world, lookup), ...hopsOf(routes)];
  return {
    findings,
    judged: routes.length,
    hops: [...hops, ...missingHops(world, hops, findings)],
    nodes: nodesOf(world, lookup, tempos, collectors),
    notJudged: [...(world.isOurs ? [] : unknown(routes)), ...unprovenReceivers(uses, world, lookup)],
  };
}

const usesIn = ({ world, lookup, tempos, collectors }: Surroundings): Use[] =>
  [
    ...[
      ...ingressUses(world),
      ...traefikUses(world, lookup),
      ...linkerdUses(world, lookup),
      ...exporterUses(lookup),
      ...vultureUses(lookup),
      ...collectors.flatMap(collectorUses),
    ],
    ...[...tempos.flatMap(tempoUses), ...bucketJobUses(world), ...grafanaUses(world)],
    // A report must not contain a password of a URL.
  ].map((use) => ({ ...use, address: withoutUser(use.address) }));

/** The finding about a broken address, if any. */
function brokenUse({ use, resolution }: Route, { declared }: World): Finding[] {
  if (resolution.state !== 'broken') return [];
  const { statement } = resolution;
  const receiver = receiverFor(use);
  // The missing receiver is reported instead: the sender is correct.
  if (statement.rule === ADDRESSES_RULES.idOf('receiver-off') && receiver && declared.receivers.includes(receiver)) return [];
  const problem = use.address ? `sends ${use.what} to ${use.address}, but ${statement.problem}` : statement.problem;
  return [error(use.placed.place, { ...statement, problem }, { ...(use.about ?? { subject: use.from }), part: use.where })];
}

/** Addresses outside of manifests of other authors, without duplicates. */
const unknown = (routes: readonly Route[]): string[] => [
  ...new Set(
    routes.flatMap(({ use, resolution }) =>
      resolution.state === 'external' ? `${use.from} sends ${use.what} to ${resolution.address}: ${resolution.why}` : [],
    ),
  ),
];
