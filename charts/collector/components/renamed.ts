/** Components with the names of newer collectors, which older ones do not know. */
import { compareVersions } from '../../../lib/releases/version';
import { RENAMED, type Renamed } from './renamed-releases';

const renamedOf = (component: string): Renamed | undefined => (Object.hasOwn(RENAMED, component) ? RENAMED[component] : undefined);

/** The name that a component has in a version that does not know its new one. @param component its `kind/type` */
export function olderName(component: string, version: string): string | undefined {
  const renamed = renamedOf(component);
  return renamed && compareVersions(version, renamed.since) < 0 ? renamed.before : undefined;
}

/** The same component with the name that all versions know. */
export function aliasOf(component: string): string {
  const [kind] = component.split('/');
  const renamed = renamedOf(component);
  return renamed ? `${kind}/${renamed.before}` : component;
}
