/** How the namespaces of everything below a cdk8s App are made. */
import type { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { minorOf } from '../../lib/releases/version';
import { isExisting, levelOf, type NamespacesConfig, type PodSecurityLevel } from './config';

const KEY = 'namespaces';

interface Policy {
  readonly config: NamespacesConfig;
  /** The version of Kubernetes: `1.34`. */
  readonly kubernetes: string;
}

type Marks = Readonly<Record<string, string>>;

/** A namespace as this stack needs it. */
export interface NeededNamespace {
  /** Whether somebody else makes it. */
  readonly isExisting: boolean;
  /** Its level of the Pod Security Standards, and the labels for it; undefined without a level. */
  readonly level?: PodSecurityLevel;
  readonly podSecurity?: Marks;
}

/** The App must not have charts yet. @param config undefined for namespaces that this stack makes, without labels */
export function setNamespaces(app: App, config: NamespacesConfig | undefined, kubernetes: string): void {
  if (config) app.node.setContext(KEY, { config, kubernetes } satisfies Policy);
}

export function neededNamespace({ node }: Construct, name: string): NeededNamespace {
  const policy = node.tryGetContext(KEY) as Policy | undefined;
  if (!policy) return { isExisting: false };
  const { config, kubernetes } = policy;
  const level = levelOf(config, name);
  // The version is that which verify judges the pods by: a newer Kubernetes does not refuse them suddenly.
  const version = `v${minorOf(kubernetes)}`;
  const labels = ['enforce', ...(level === 'privileged' ? [] : ['warn', 'audit'])].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level ?? ''],
    [`pod-security.kubernetes.io/${mode}-version`, version],
  ]);
  return { isExisting: isExisting(config, name), ...(level !== undefined && { level, podSecurity: Object.fromEntries(labels) }) };
}

/** The requirement of a namespace that somebody else makes. Of Pod Security, only what refuses pods is required. */
export function namespaceRequirement(name: string, labels: Marks = {}, annotations: Marks = {}): string {
  const told = (what: string, marks: Marks) => {
    const all = Object.entries(marks)
      .filter(([key]) => !/^pod-security\..*(-version|\/warn|\/audit)$/.test(key))
      .map(([key, value]) => `${key}: ${value}`);
    return all.length > 0 ? [`${all.length === 1 ? `the ${what}` : `the ${what}s`} ${all.join(', ')}`] : [];
  };
  const marks = [...told('label', labels), ...told('annotation', annotations)];
  return `the Namespace ${name}${marks.length > 0 ? `, with ${marks.join(' and ')}` : ''}`;
}
