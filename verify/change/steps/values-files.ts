/** Values files for releases of other Applications, which name them. */
import path from 'node:path';
import { keyOfComponent } from '../../../charts/component-keys';
import { type Finding, warning } from '../../../lib/findings/finding';
import { CHANGE_RULES } from '../rules';
import type { Side } from '../side';
import type { Step } from '../step';

/** @param after undefined if the whole cluster leaves */
export function valuesFileChanges({ before, after, where }: Pick<Step, 'before' | 'where'> & { readonly after?: Side }): Finding[] {
  const still = after ? valuesFilesOf(after) : [];
  return valuesFilesOf(before)
    .filter((file) => !still.includes(file))
    .map((file) => {
      const key = keyOfComponent(path.basename(file, '.yaml'));
      const problem = `${before.folder}/${file} leaves the output, and Argo CD can no longer sync an Application that names it`;
      const fix = 'before the merge, remove it from the valueFiles of the Application that names it';
      return warning(where(key), CHANGE_RULES.says('values-file', problem, fix), { subject: key.join('.'), name: file });
    });
}

/** `values/traefik.yaml`. A cluster may have the name `values`, so the folder alone does not tell. */
const valuesFilesOf = ({ releases }: Side): string[] =>
  releases.flatMap(({ delivery, bundled, place: { file } }) => {
    if (delivery !== 'somebody else' || bundled) return [];
    const [folder, name] = file.split(/[/\\]/).slice(-2);
    return folder === 'values' ? `${folder}/${name}` : [];
  });
