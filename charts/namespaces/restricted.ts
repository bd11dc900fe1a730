/** Helm values with which the pods of charts comply with the level `restricted` of the Pod Security Standards. */
import type { Construct } from 'constructs';
import { neededNamespace } from './of-app';

export const DEFAULT_SECCOMP = { seccompProfile: { type: 'RuntimeDefault' } };

export const NO_PRIVILEGES = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** @param values what the release of the chart needs @returns those values where the namespace has that level */
export const restrictedValues = (construct: Construct, namespace: string, values: object | undefined): object[] =>
  values !== undefined && neededNamespace(construct, namespace).level === 'restricted' ? [values] : [];
