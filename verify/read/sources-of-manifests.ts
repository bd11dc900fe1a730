/** Folders from which another program makes the manifests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isFolder } from '../../lib/files/file-kind';
import { namesIn } from '../../lib/files/plain-file';

interface Source {
  readonly file: RegExp;
  /** What makes the manifests of such a folder, and how. */
  readonly run: string;
}

const HELMFILE: Source = {
  file: /^helmfile\.(ya?ml|yaml\.gotmpl)$|^helmfile\.d$/,
  run: 'run `helmfile template --output-dir OUT`, and verify OUT',
};

const TERRAFORM: Source = {
  file: /\.(tf|tofu)$/,
  run: 'write them as charts with values files or as Applications, and verify those',
};

const SOURCES: readonly Source[] = [
  HELMFILE,
  { file: /^cdk8s\.ya?ml$/, run: 'run `cdk8s synth`, and verify its output folder' },
  { file: /^Pulumi\.ya?ml$/, run: 'render it with renderYamlToDirectory of its Kubernetes provider, and verify that folder' },
  { file: /\.(jsonnet|libsonnet)$/, run: 'run `tk export OUT .`, or `jsonnet -m OUT FILE`, and verify OUT' },
  { file: /\.cue$/, run: 'run `cue export --out yaml`, write its output to a file, and verify its folder' },
  TERRAFORM,
];

/** How many levels of folders are searched. */
const LEVELS = 4;

/**
 * What to run first where a folder has no manifests, as a phrase.
 * @param folder the folder of the manifests
 */
export function howToMakeManifests(folder: string): string {
  const found = SOURCES.flatMap(({ file, run }) => {
    const name = firstFile(folder, '', file, LEVELS);
    return name === undefined ? [] : [`${path.join(folder, name)}: ${run}`];
  })[0];
  return found ?? `${folder}: it contains no manifest, Application, HelmRelease or chart; name the folder that has them`;
}

/** Helm releases of other programs, which are not read even where the folder also has manifests, one phrase per item. */
export function otherReleases(folder: string): string[] {
  const helmfile = firstFile(folder, '', HELMFILE.file, LEVELS);
  const terraform = firstFile(folder, '', TERRAFORM.file, LEVELS, (file) => textOf(path.join(folder, file)).includes('"helm_release"'));
  const says = (file: string | undefined, what: string, { run }: Source) =>
    file === undefined ? [] : [`${path.join(folder, file)}: its ${what}; ${run}`];
  return [...says(helmfile, 'releases', HELMFILE), ...says(terraform, 'Helm releases', TERRAFORM)];
}

/** The first file or folder whose name matches, relative to `top`. */
function firstFile(
  top: string,
  below: string,
  file: RegExp,
  levels: number,
  isIt: (file: string) => boolean = () => true,
): string | undefined {
  const names = namesIn(path.join(top, below)).sort();
  const name = names.find((each) => file.test(each) && isIt(path.posix.join(below, each)));
  if (name !== undefined) return path.posix.join(below, name);
  if (levels === 0) return undefined;
  const folders = names.filter((each) => !['.git', 'node_modules'].includes(each) && isFolder(path.join(top, below, each)));
  for (const each of folders) {
    const found = firstFile(top, path.posix.join(below, each), file, levels - 1, isIt);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Empty for what cannot be read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
