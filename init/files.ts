/** The files that init writes, from the templates in init/templates/. */
import { readFileSync } from 'node:fs';
import { registryConfig } from '../charts/registry/config';
import type { ClusterSource } from '../lib/cluster-file/sources';
import { ownFile } from '../lib/files/own-folder';
import { engines } from '../package.json';
import { type Answers, NONE } from './questions';
import type { PinningFile } from './renovate/mirrors';

/** A file of init: its path in the user's folder, with `/`, and its text. */
export type NewFile = readonly [file: string, text: string];

export const GITLAB = '.gitlab-ci.yml';

/** The file for continuous integration, by the answer. */
interface Ci {
  readonly file: string;
  readonly template: string;
  /** Where a reviewer sees the diff. */
  readonly review: string;
}

const CI: Readonly<Record<string, Ci>> = {
  github: { file: '.github/workflows/tempo-gitops.yml', template: 'github.yml', review: 'a pull request shows it as a comment' },
  gitlab: {
    file: GITLAB,
    template: 'gitlab-ci.yml',
    review: 'a merge request shows it as a comment, if the variable `COMMENT_TOKEN` is set',
  },
};

/** A template with its placeholders replaced: `{{cluster}}`, but not `${{ … }}` of GitHub. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  const text = readFileSync(ownFile(`init/templates/${template}`), 'utf8');
  return text.replace(/(?<!\$)\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template}: nothing to write for ${name}`);
    return value;
  });
}

/** All files except package.json and the settings of Renovate. @param source the cluster file */
export function newFiles(answers: Answers, source: ClusterSource): NewFile[] {
  const ci = CI[answers.ci ?? ''];
  const values = { cluster: source.name, node: engines.node.replace(/\D/g, ''), review: ci ? `; ${ci.review}` : '' };
  return [
    [source.file, source.text],
    ...(ci ? [[ci.file, filled(ci.template, values)] as const] : []),
    ['.gitignore', filled('gitignore', values)],
    ['.gitattributes', filled('gitattributes', values)],
    ['README.md', filled('README.md', values)],
  ];
}

/** The cluster file, whose charts may have a mirror. */
export const pinningFile = ({ cluster = '', 'chart-mirror': charts = NONE }: Answers): PinningFile => ({
  name: cluster,
  ...(charts !== NONE && { registry: registryConfig.parse({ charts }) }),
});
