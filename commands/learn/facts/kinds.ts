/** The kinds of a chart, which the AppProject must permit. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rendered } from '../../../charts/component';
import { isFolder } from '../../../lib/files/file-kind';
import { isNamedLikeClusterKind } from '../../../lib/kubernetes/cluster-kinds';
import { isClusterKind, titleOf } from '../../../verify/world/kubernetes';
import { objectsOf, type Sighting, sighting, type View } from './fact';

/** A kind at the start of a line is that of an object; an indented one is a reference or a claim in a StatefulSet. */
const KIND = /^kind: ["']?([A-Z]\w+)["']?\s*$/gm;

/** The kinds without their groups. */
const namesOf = (kinds: readonly string[]): ReadonlySet<string> => new Set(kinds.map((kind) => kind.slice(kind.lastIndexOf('/') + 1)));

/** A sighting for each kind that the rows do not list, whatever values it needs. Cluster-scoped ones are in the rows by name, and verify judges them. */
export function kindsIn({ namespaced }: Rendered, { release }: View): Sighting[] {
  const known = namesOf(namespaced);
  const folder = path.join(release.folder, 'templates');
  return filesBelow(folder).flatMap((file) => {
    const found = [...readFileSync(file, 'utf8').matchAll(KIND)].map(([, kind = '']) => kind);
    return [...new Set(found)]
      .filter((kind) => !known.has(kind) && kind !== 'List' && !isNamedLikeClusterKind(kind))
      .map((kind) => sighting('rendered', 'no such kind', kind, `templates/${path.relative(folder, file)}`));
  });
}

/** A sighting for each kind among the rendered objects that the rows do not list: for a chart whose other parts are always turned off. */
export function kindsOfObjectsIn({ namespaced }: Rendered, view: View): Sighting[] {
  const known = namesOf(namespaced);
  return objectsOf(view)
    .filter((object) => !known.has(object.kind) && !isClusterKind(object))
    .map((object) => sighting('rendered', 'no such kind', object.kind, titleOf(object)));
}

/** The templates of a folder, without tests. */
const filesBelow = (folder: string): string[] =>
  isFolder(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const full = path.join(folder, entry.name);
        if (entry.isDirectory()) return entry.name === 'tests' ? [] : filesBelow(full);
        return /\.(ya?ml|tpl)$/.test(entry.name) ? [full] : [];
      })
    : [];
