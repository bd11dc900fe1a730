/** One cluster file in, its files of dist/ out: reads it, builds its charts, and writes them down as text. */
import { Document } from '../lib/cluster-file/document';
import type { Source } from '../lib/cluster-file/sources';
import { validate } from '../lib/cluster-file/validate';
import { type Finding, Findings } from '../lib/findings/findings';
import type { Kubernetes } from '../lib/helm/template';
import { header } from '../lib/output/header';
import { toYaml, toYamlDocuments } from '../lib/yaml/write';
import { renderedFile } from './argocd/argocd';
import { Cluster } from './cluster';
import { clusterFile } from './cluster-file';
import type { ValuesFile } from './component';
import { aboutValues } from './file-comments';
import { DEFAULT_KUBERNETES } from './kubernetes';
import type { Bucket } from './minio/bucket';
import { objectsOf } from './objects';
import type { Environment } from './tempo/credentials/secret';

/** A Helm release that becomes a file of plain manifests. */
export interface ReleaseToRender {
  /** Path below the output folder. */
  readonly file: string;
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly skipCrds: boolean;
  /** As YAML. */
  readonly values: string;
  readonly kubernetes: Kubernetes;
}

/** What becomes of one cluster file: plain data. */
export interface ClusterOutput {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Path below the output folder, with `/`, and text; none for a file that is refused. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** What the cluster must already have, a phrase each. */
  readonly requirements: readonly string[];
  /** Values files for releases that are installed elsewhere: the path below the cluster's folder, and what for. */
  readonly valuesFiles: readonly string[];
  /** The S3 bucket of Tempo; absent, the chart's own MinIO has it. */
  readonly bucket?: Bucket;
  /** Helm releases that are still to be rendered, each into a file of its own. */
  readonly releases: readonly ReleaseToRender[];
  /** Whether credentials in plain text are in it, which come from the environment. */
  readonly holdsCredentials: boolean;
}

/** @param environment where plaintext credentials come from, for a cluster that asks for them */
export function outputOf({ name, file, text }: Source, environment: Environment): ClusterOutput {
  const document = new Document(text);
  const findings = new Findings(file, document);
  const config = validate(clusterFile, document, findings);
  const cluster = config && new Cluster({ name, config, findings, environment });
  if (!cluster || findings.refused)
    return { name, findings: findings.list, files: [], requirements: [], valuesFiles: [], releases: [], holdsCredentials: false };
  return {
    name,
    findings: findings.list,
    files: filesOf(cluster),
    requirements: [...new Set(cluster.components.flatMap(({ requirements }) => requirements))],
    valuesFiles: cluster.components.flatMap(({ valuesFile }) => (valuesFile ? [`${pathOf(valuesFile)} for ${describe(valuesFile)}`] : [])),
    bucket: cluster.bucket,
    releases: releasesOf(cluster, config.kubernetes),
    holdsCredentials: config.tempo.credentials?.secret !== undefined,
  };
}

function releasesOf({ name, components }: Cluster, kubernetes: Kubernetes = { version: DEFAULT_KUBERNETES, apis: [] }): ReleaseToRender[] {
  return components.flatMap(({ node, renderedRelease }) => {
    if (!renderedRelease) return [];
    const { helm, namespace } = renderedRelease;
    const { values, skipCrds = false, ...chart } = helm;
    return [{ ...chart, file: `${name}/${renderedFile(node.id)}.k8s.yaml`, namespace, skipCrds, values: toYaml(values), kubernetes }];
  });
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
    if (component.valuesFile) add(pathOf(component.valuesFile), valuesText(component.valuesFile));
  }
  return files;
}

const pathOf = ({ releaseName }: ValuesFile): string => `values/${releaseName}.yaml`;

const describe = ({ chart, version, namespace }: ValuesFile): string => `${chart}${version ? ` ${version}` : ''} in namespace ${namespace}`;

function valuesText(file: ValuesFile): string {
  return [aboutValues(file), ...file.remarks].map((line) => `# ${line}\n`).join('') + toYaml(file.values);
}
