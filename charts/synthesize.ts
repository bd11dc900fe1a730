/** Cluster files in, the files of dist/ out: in memory, with everything that there is to say about them. */
import { Document } from '../lib/document';
import { type Finding, Findings } from '../lib/findings';
import { header } from '../lib/header';
import type { Source } from '../lib/sources';
import { validate } from '../lib/validate';
import { toYaml, toYamlDocuments } from '../lib/yaml';
import { Cluster } from './cluster';
import { clusterFile } from './cluster-file';
import type { ValuesFile } from './component';
import { objectsOf } from './objects';
import type { Environment } from './tempo/secret';

export interface Synthesis {
  readonly clusters: readonly Cluster[];
  /** Path below the output folder, with `/`, to text. */
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  /** Whether a finding is an error: then `files` is not to be written. */
  readonly refused: boolean;
}

/** @param environment where plaintext credentials come from, for a cluster that asks for them */
export function synthesize(sources: readonly Source[], environment: Environment): Synthesis {
  const clusters: Cluster[] = [];
  const findings: Finding[] = [];
  for (const source of sources) {
    const cluster = read(source, environment, findings);
    if (cluster) clusters.push(cluster);
  }
  const refused = findings.some(({ severity }) => severity === 'error');
  return { clusters, files: new Map(refused ? [] : clusters.flatMap(filesOf)), findings, refused };
}

function read({ name, file, text }: Source, environment: Environment, all: Finding[]): Cluster | undefined {
  const document = new Document(text);
  const findings = new Findings(file, document);
  const config = validate(clusterFile, document, findings);
  const cluster = config && new Cluster({ name, config, findings, environment });
  all.push(...findings.list);
  return cluster;
}

function filesOf({ name, components, argocd }: Cluster): [path: string, text: string][] {
  const files: [string, string][] = [];
  const add = (file: string, text: string) => files.push([`${name}/${file}`, header(name) + text]);
  const addObjects = (file: string, objects: readonly object[], about = '') => {
    if (objects.length > 0) add(`${file}.k8s.yaml`, about + toYamlDocuments(objects));
  };
  addObjects('bootstrap', objectsOf(argocd.bootstrap));
  addObjects('applications', objectsOf(argocd.applications));
  for (const component of components) {
    const { id } = component.node;
    // What a plugin has to read has a folder of its own.
    addObjects(component.plugin ? `${id}/${id}` : id, objectsOf(component), component.about && `# ${component.about}\n`);
    if (component.valuesFile) add(`values/${component.valuesFile.releaseName}.yaml`, valuesText(component.valuesFile));
  }
  return files;
}

function valuesText({ chart, repository, version, releaseName, namespace, values, remarks }: ValuesFile): string {
  const about = [
    `Helm values for chart ${chart} ${version ?? '(any version)'} of ${repository}, release ${releaseName} in namespace ${namespace}.`,
    ...remarks,
  ];
  return about.map((line) => `# ${line}\n`).join('') + toYaml(values);
}
