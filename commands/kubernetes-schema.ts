/**
 * Writes `schema/kubernetes.json`: the closed JSON Schema of the built-in kinds of Kubernetes and of those in imports/. `npm run verify`
 * checks objects against it. Part of `npm run import`; needs a network.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extract } from 'tar';
import { print, run } from '../lib/command-line/command';
import { Refusal } from '../lib/command-line/errors';
import { KUBERNETES_SCHEMA } from '../lib/files/own-folder';
import { writeChanged } from '../lib/files/write-changed';
import { kubernetesSchemaText } from '../lib/kubernetes-schema/schema-text';

/** Not a dependency of this project, because only this command reads its types. */
const PACKAGE = 'cdk8s-plus-34@2.0.54';
const INTEGRITY = 'sha512-J/ZIlAlGeQdHoA4+/smpIKYIdH5e3HiN5T271auEdk896mH9a8Pz+20+TWpZL4fjf93l2g9c8+zdUMG3nb7FOw==';

/** The two files of the package that name its kinds and their types. */
function readPackage(): { code: string; declarations: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'kubernetes-schema-'));
  try {
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, PACKAGE], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [archive = ''] = readdirSync(folder);
    const file = path.join(folder, archive);
    const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
    if (integrity !== INTEGRITY) throw new Refusal(`${PACKAGE} does not have the pinned integrity: it is ${integrity}; find out why`);
    const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
    const [code, declarations] = ['package/lib/imports/k8s.js', 'package/lib/imports/k8s.d.ts'] as const;
    extract({ file, cwd: folder, sync: true }, [code, declarations]);
    return { code: read(code), declarations: read(declarations) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (require.main === module) {
  run({
    usage: 'node lib/launch.js commands/kubernetes-schema.ts',
    description: `Writes ${KUBERNETES_SCHEMA}, from ${PACKAGE} and imports/.`,
    run: () => {
      const { code, declarations } = readPackage();
      const modules = readdirSync('imports').filter((file) => file.endsWith('.ts'));
      const texts = modules.sort().map((file) => readFileSync(path.join('imports', file), 'utf8'));
      print(writeChanged(KUBERNETES_SCHEMA, kubernetesSchemaText({ code, declarations, modules: texts, source: PACKAGE })));
      return 0;
    },
  });
}
