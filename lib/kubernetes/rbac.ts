/** Rules of roles (kubernetes.io/docs/reference/access-authn-authz/rbac). */
import { listAt, textFrom } from '../yaml/parsed';

/** A request to the API of Kubernetes, in all namespaces. */
export interface Wanted {
  /** One of these groups is enough. */
  readonly groups: readonly string[];
  /** One of these resources is enough. */
  readonly resources: readonly string[];
  readonly verb: string;
}

/** What a watch of resources asks for. */
export const watched = (groups: readonly string[], resources: readonly string[]): Wanted[] =>
  resources.flatMap((resource) => ['list', 'watch'].map((verb) => ({ groups, resources: [resource], verb })));

/** Whether one of the rules permits a request. */
export const isPermitted = (rules: readonly unknown[], { groups, resources, verb }: Wanted): boolean =>
  rules.some((rule) => {
    const has = (key: string, texts: readonly string[]) => listAt(rule, key).some((each) => ['*', ...texts].includes(textFrom(each)));
    return has('apiGroups', groups) && has('resources', resources) && has('verbs', [verb]);
  });
