/** Components with the names of newer collectors, which older ones do not know. */
import { compareVersions } from '../../../lib/releases/version';
import { RENAMED } from './renamed-releases';

/** The name that a component has in a version that does not know its new one. @param component its `kind/type` */
export function olderName(component: string, version: string): string | undefined {
  const renamed = Object.hasOwn(RENAMED, component) ? RENAMED[component] : undefined;
  return renamed && compareVersions(version, renamed.since) < 0 ? renamed.before : undefined;
}

/** The same component with the name that all versions know. */
export function aliasOf(component: string): string {
  const [kind] = component.split('/');
  const renamed = Object.hasOwn(RENAMED, component) ? RENAMED[component] : undefined;
  return renamed ? `${kind}/${renamed.before}` : component;
}
