/** NetworkPolicies (networking.k8s.io/v1) of any author. */
import { at, listAt, textFrom } from '../../../lib/yaml/parsed';
import type { Manifest, Placed, World } from '../../stack';
import { groupOf } from '../kubernetes';

export type Direction = 'ingress' | 'egress';

export interface PolicyRule {
  /** Empty for everything. */
  readonly peers: readonly unknown[];
  /** Empty for all ports. */
  readonly ports: readonly unknown[];
}

export interface Policy {
  readonly placed: Placed;
  readonly namespace: string;
  readonly podSelector: unknown;
  /** The rules of each direction that it isolates; none of them permits nothing. */
  readonly rules: Readonly<Partial<Record<Direction, readonly PolicyRule[]>>>;
}

export const policiesIn = ({ objects }: Pick<World, 'objects'>): Policy[] =>
  objects
    .filter(({ object }) => object.kind === 'NetworkPolicy' && groupOf(object) === 'networking.k8s.io')
    .map((placed) => ({
      placed,
      namespace: placed.namespace ?? 'default',
      podSelector: at(placed.object, 'spec', 'podSelector'),
      rules: {
        ...(isolates(placed.object, 'Ingress') && { ingress: rulesOf(placed.object, 'ingress', 'from') }),
        ...(isolates(placed.object, 'Egress') && { egress: rulesOf(placed.object, 'egress', 'to') }),
      },
    }));

/** Without policyTypes: always Ingress, and Egress if there are rules for it. */
function isolates({ spec }: Manifest, type: 'Ingress' | 'Egress'): boolean {
  const types = listAt(spec, 'policyTypes').map(textFrom);
  return types.length > 0 ? types.includes(type) : type === 'Ingress' || listAt(spec, 'egress').length > 0;
}

const rulesOf = ({ spec }: Manifest, direction: Direction, peers: 'from' | 'to'): PolicyRule[] =>
  listAt(spec, direction).map((rule) => ({ peers: listAt(rule, peers), ports: listAt(rule, 'ports') }));

/** Policies of other kinds may permit what a NetworkPolicy stops. */
const OTHERS = /(^|\.)(cilium\.io|projectcalico\.org|antrea\.io|policy\.networking\.k8s\.io)$/;

/** Whether there are policies of other kinds, which are not judged. */
export const hasOtherPolicies = ({ objects }: Pick<World, 'objects'>): boolean =>
  objects.some(({ object }) => OTHERS.test(groupOf(object)) && object.kind.endsWith('Policy'));
