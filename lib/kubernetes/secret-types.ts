/** Types of Secrets. */
import { entryOf } from '../yaml/parsed';

/** The keys that the API server requires (ValidateSecret in k8s.io/kubernetes/pkg/apis/core/validation). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** The keys that a Secret of a type must have; empty for other types. */
export const requiredKeys = (type: string): readonly string[] => entryOf(REQUIRED, type) ?? [];
