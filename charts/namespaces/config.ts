/** The cluster file's part about namespaces: who makes them, and the Pod Security Standards in them. */
import * as z from 'zod';
import { namespace } from '../../lib/cluster-file/formats/kubernetes';
import { lazyObject } from '../../lib/cluster-file/schema/lazy';

/** From https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const LEVELS = ['privileged', 'baseline', 'restricted'] as const;

export type PodSecurityLevel = (typeof LEVELS)[number];

/** The label of a Namespace with the level that pods must have. */
export const ENFORCE = 'pod-security.kubernetes.io/enforce';

export const namespacesConfig = lazyObject(() => ({
  create: z.boolean().default(true).describe('Whether this stack makes its namespaces; false: all of them must exist'),
  existing: z
    .array(namespace('tracing'))
    .default([])
    .meta({ description: 'Namespaces of this stack that somebody else makes; default none', examples: [['tracing']] }),
  podSecurity: z
    .enum(LEVELS)
    .optional()
    .describe('The level of the Pod Security Standards in all namespaces of this stack; if absent, their labels do not tell one'),
  podSecurityOf: z
    .record(namespace('traefik'), z.enum(LEVELS))
    .default({})
    .meta({ description: 'The level of one namespace, by its name; used before podSecurity', examples: [{ traefik: 'baseline' }] }),
}));

export type NamespacesConfig = z.infer<typeof namespacesConfig>;

/** The level in a namespace; undefined if the cluster file has none for it. */
export const levelOf = (
  { podSecurity, podSecurityOf }: Pick<NamespacesConfig, 'podSecurity' | 'podSecurityOf'>,
  name: string,
): PodSecurityLevel | undefined => (Object.hasOwn(podSecurityOf, name) ? podSecurityOf[name] : podSecurity);

/** Whether somebody else makes the namespace. */
export const isExisting = ({ create, existing }: Pick<NamespacesConfig, 'create' | 'existing'>, name: string): boolean =>
  !create || existing.includes(name);
