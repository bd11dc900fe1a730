/** The text of a cluster file that was read from a running stack. */
import { installed } from '../../lib/files/own-folder';
import { toYaml } from '../../lib/yaml/write';
import { SCHEMA_LINE } from '../cluster-file';
import type { Values } from './running';

/** What the keys mean that readers stop at. */
const COMMENTS: Readonly<Record<string, string>> = {
  gitops: 'the repository whose dist/ Argo CD syncs',
  traefik: 'the release in use',
  linkerd: 'the release in use',
  grafana: 'the data sources that Grafana gets',
};

export function clusterText(file: Values): string {
  const parts = Object.entries(file).map(([key, value]) => {
    const [first = '', ...more] = toYaml({ [key]: value }).split('\n');
    return [COMMENTS[key] && more.length > 1 ? `${first} # ${COMMENTS[key]}` : first, ...more].join('\n');
  });
  const head = `# As it runs. Every key is in ${installed('docs/cluster-file.md')}. After a change: npm run synth\n`;
  return `${SCHEMA_LINE}\n${head}${parts.join('\n')}`;
}
