/** Compares the permissions of AppProjects in bootstrap files. */
import { loadAll } from 'js-yaml';

interface Project {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Each permission as `project field value`. */
function permissionsIn(bootstrap: string): string[] {
  const projects = (loadAll(bootstrap) as Project[]).filter(({ kind }) => kind === 'AppProject');
  return projects.flatMap(({ metadata, spec }) =>
    Object.entries(spec).flatMap(([field, values]) =>
      Array.isArray(values) ? values.map((value) => `${metadata.name} ${field} ${JSON.stringify(value)}`) : [],
    ),
  );
}

/** Whether `after` lacks something that `before` permits. */
export function permitsLess(before: string, after: string): boolean {
  const still = new Set(permissionsIn(after));
  return permissionsIn(before).some((permission) => !still.has(permission));
}
