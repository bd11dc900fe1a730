/** NetworkPolicies of any author, and what verify says of them. */
import { grouped } from '../lib/findings/grouped';
import { sentence } from '../lib/findings/sentence';
import { checkAddresses } from '../verify/checks/addresses/addresses';
import type { World } from '../verify/stack';
import { worldOf } from './world';

/** The policy strict, as a YAML document after others. @param spec its fields, as in a flow map of YAML */
export const networkPolicy = (spec: string, namespace = 'tracing'): string => `
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: strict, namespace: ${namespace}}
spec: {${spec}}
`;

/** What the policies among some manifests stop, in sentences. */
export const stoppedIn = (manifests: string, part?: Partial<World>): string[] =>
  grouped(checkAddresses(worldOf(manifests, part)).findings)
    .filter(({ rule }) => rule === 'addresses/network-policy')
    .map(sentence);
