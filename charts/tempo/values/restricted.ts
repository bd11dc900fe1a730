/**
 * The values with which the pods of Tempo's charts comply with `restricted`, in every release. Up to 1.10.2, the chart tempo does not say
 * that its pods run as another user than root, which no value can make true: its volume may belong to root.
 */
import { DEFAULT_SECCOMP, NO_PRIVILEGES } from '../../namespaces/restricted';

export const DISTRIBUTED_RESTRICTED = { tempo: { podSecurityContext: DEFAULT_SECCOMP } };

/** With tempo-query, the interface of Jaeger beside it. */
export const QUERY_RESTRICTED = { tempoQuery: { securityContext: NO_PRIVILEGES } };

export const MONOLITHIC_RESTRICTED = { securityContext: DEFAULT_SECCOMP, tempo: { securityContext: NO_PRIVILEGES } };
