/** Turns one cluster file into the texts of its files in dist/. */
import { renderedFile } from '../charts/argocd/argocd';
import { type GitopsConfig, syncedPath } from '../charts/argocd/config';
import { Cluster } from '../charts/cluster';
import { type ClusterFile, clusterFile } from '../charts/cluster-file';
import type { ValuesFile } from '../charts/component';
import { aboutValues } from '../charts/file-comments';
import { DEFAULT_KUBERNETES } from '../charts/kubernetes';
import type { Metadata } from '../charts/metadata/config';
import { objectsOf } from '../charts/objects';
import { ownComponents } from '../charts/own/main-file';
import type { Environment } from '../charts/tempo/credentials/secret';
import type { Components } from '../components';
import { acceptancesAt } from '../lib/cluster-file/acceptances';
import { documentOf } from '../lib/cluster-file/bases/bases';
import { CLUSTER_NAME_PATTERN } from '../lib/cluster-file/cluster-name';
import { Findings } from '../lib/cluster-file/findings';
import type { ClusterSource } from '../lib/cluster-file/sources';
import { validated } from '../lib/cluster-file/validation/validate';
import { type Acceptance, mistakesIn, withReasons } from '../lib/findings/accept/accept';
import { type Finding, isRefused, type Place } from '../lib/findings/finding';
import type { Kubernetes } from '../lib/helm/template';
import { APPLICATIONS, BOOTSTRAP } from '../lib/output/argocd-files';
import { FLEET_FILE, FLEET_SET } from '../lib/output/fleet-files';
import { header, sourceName } from '../lib/output/header';
import { toYaml, toYamlDocuments } from '../lib/yaml/write';
import { besideMistakes, type Effort } from './beside-mistakes';
import type { Claims } from './conflicts/claims';
import { claimsOf } from './conflicts/find-claims';
import { fleetEntry, fleetText } from './fleet/application-set';
import { type FleetFile, readFleet } from './fleet/fleet-file';
import { checkMembership, checkProjects } from './fleet/membership';
import { SYNTH_SCOPE } from './rule-sets';

/** A Helm release that becomes a file of plain manifests. */
export interface ReleaseToRender {
  /** The path relative to the output folder. */
  readonly file: string;
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly releaseName: string;
  readonly namespace: string;
  readonly skipCrds: boolean;
  /** The values as YAML. */
  readonly values: string;
  readonly kubernetes: Kubernetes;
  /** The labels and annotations of its objects. @default none */
  readonly metadata?: Metadata;
}

/** The path that the Applications of a cluster read. Plain data. */
export interface SyncedPath {
  /** Relative to the root of the repository. */
  readonly path: string;
  /** Whether the cluster file sets it. */
  readonly isSet: boolean;
  /** The place of `gitops.path`. */
  readonly place: Place;
}

/** What `npm run bucket` prints for a cluster. */
type BucketSteps = Pick<Cluster, 'bucket' | 'podIdentity' | 'bucketCreator' | 'storageCommands'>;

/** The result for one cluster file: plain data, but for its claims. */
export interface ClusterOutput extends BucketSteps {
  /** `gitops.name`, or else the name of the cluster file: the name of its folder in the output, and the prefix of its Applications. */
  readonly name: string;
  /** The path of the cluster file, as shown in messages. */
  readonly file: string;
  /** The cluster file as its output names it. */
  readonly source: string;
  readonly findings: readonly Finding[];
  /** The folder that Argo CD reads; undefined if the cluster file is refused. */
  readonly synced?: SyncedPath;
  /** What it takes for itself; undefined if the cluster file is refused. */
  readonly claims?: Claims;
  /** The acceptances of the cluster file, for findings of synth and of verify. */
  readonly acceptances: readonly Acceptance[];
  /** The path relative to the output folder, with `/`, and the text of each file; empty if the cluster file is refused. */
  readonly files: ReadonlyMap<string, string>;
  /** Identifies this output among those of all builds and cluster files; undefined if it was not kept for later runs. */
  readonly version?: string;
  /** What the cluster must already have, one phrase per item. */
  readonly requirements: readonly string[];
  /** Values files for releases that are installed elsewhere: the path relative to the cluster's folder, and the release. */
  readonly valuesFiles: readonly string[];
  /** Helm releases that must still be rendered, each into one file. */
  readonly releases: readonly ReleaseToRender[];
  /** Whether the files contain plaintext credentials from the environment. */
  readonly holdsCredentials: boolean;
}

/** The result for all cluster files. */
export interface Synthesis {
  readonly clusters: readonly ClusterOutput[];
  /** The clusters beside these, which only must not conflict with them, and fit the same fleet. */
  readonly beside: readonly Pick<ClusterOutput, 'file' | 'acceptances' | 'findings'>[];
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  /** Whether a finding is an error. If so, `files` must not be written. */
  readonly refused: boolean;
}

export interface OutputProps {
  /** Finds the charts of the user's own. @default those of main.ts in the working directory */
  readonly own?: () => Components | undefined;
  /** The number of files that may still be judged to look for more beside mistakes: for each of them, several corrected ones. @default no limit */
  readonly effort?: Effort;
}

/** @param environment the source of plaintext credentials, for clusters that use them */
export function outputOf(source: ClusterSource, environment: Environment, props: OutputProps = {}): ClusterOutput {
  const { file, folder } = source;
  const { config, cluster, fleet, acceptances, findings } = judged(source, environment, props);
  const name = config?.gitops.name ?? source.name;
  const about = { name, file, source: sourceName(file, folder), findings: findings.list, acceptances };
  if (!config || !cluster || findings.refused)
    return { ...about, files: new Map(), requirements: [], valuesFiles: [], storageCommands: [], releases: [], holdsCredentials: false };
  return {
    ...about,
    synced: { path: syncedPath(config.gitops, name), isSet: config.gitops.path !== undefined, place: findings.placeOf(['gitops', 'path']) },
    claims: claimsOf(cluster, { config, findings, isInFleet: source.fleet !== undefined }),
    files: new Map([...filesOf(cluster, about.source), ...(fleet ? fleetFiles(fleet, name, config.gitops, about.source) : [])]),
    requirements: [
      ...new Set([
        ...cluster.components.flatMap(({ allRequirements }) => allRequirements),
        ...bucketBy(cluster),
        ...cluster.argocd.requirements,
      ]),
    ],
    valuesFiles: cluster.components.flatMap(({ valuesFile }) => (valuesFile ? [`${pathOf(valuesFile)} for ${describe(valuesFile)}`] : [])),
    bucket: cluster.bucket,
    podIdentity: cluster.podIdentity,
    bucketCreator: cluster.bucketCreator,
    storageCommands: cluster.storageCommands,
    releases: releasesOf(cluster, config),
    holdsCredentials: config.tempo.credentials?.secret !== undefined,
  };
}

interface Judged {
  /** Undefined if the schema refuses the cluster file. */
  readonly config?: ClusterFile;
  /** Undefined also if the cluster has no valid name. */
  readonly cluster?: Cluster;
  /** Undefined if the cluster is in no fleet, and if `fleet.yaml` is refused. */
  readonly fleet?: FleetFile;
  readonly acceptances: readonly Acceptance[];
  /** All of them, with the reasons of the acceptances. */
  readonly findings: Findings;
}

/** Applies the schema of the cluster file, and the rules of the fleet and of the components. */
function judged(source: ClusterSource, environment: Environment, props: OutputProps): Judged {
  const { own = ownComponents, effort = { left: Number.POSITIVE_INFINITY } } = props;
  const { file, problems = [] } = source;
  const document = documentOf(source);
  const findings = new Findings(file, document);
  const { config, corrections } = validated(clusterFile, document, findings);
  const isNamed = problems.length === 0 || CLUSTER_NAME_PATTERN.test(config?.gitops.name ?? source.name);
  const { read: fleet, findings: ofFleet } = source.fleet ? readFleet(source.fleet) : { findings: [] };
  const judge = (given: ClusterFile, found: Findings, components?: Components) => {
    const name = given.gitops.name ?? source.name;
    if (fleet) checkMembership(fleet, given.gitops, name, found);
    const isInFleet = source.fleet !== undefined;
    const cluster = new Cluster({ name, config: given, findings: found, environment, own: components, isInFleet });
    if (fleet) checkProjects(fleet, given.gitops, cluster.argocd.projectNames, found);
    const acceptances = acceptancesAt(given.accept ?? [], ['accept'], found);
    found.list = withReasons(found.list, acceptances);
    return { cluster, acceptances };
  };
  const { cluster, acceptances = [] } = config && isNamed ? judge(config, findings, own()) : {};
  // Components of the user's own are not made for what the file only may be.
  const judgeCorrected = (given: ClusterFile) => {
    const found = new Findings(file, document);
    judge(given, found);
    return found.list;
  };
  const more = config ? [] : besideMistakes(corrections, { judge: judgeCorrected, effort, file });
  const kept = problems.length > 0 ? findings.list.filter(({ severity }) => severity !== 'note') : findings.list;
  const found = [...problems, ...kept, ...more];
  findings.list = [...ofFleet, ...found, ...mistakesIn(acceptances, found, { ...SYNTH_SCOPE, isIncomplete: isRefused(found) })];
  return { config, cluster, fleet: fleet?.fleet, acceptances, findings };
}

/** The ApplicationSet is the same for every cluster. */
const fleetFiles = (fleet: FleetFile, name: string, gitops: GitopsConfig, source: string): [path: string, text: string][] => [
  [`${name}/${FLEET_FILE}`, fleetEntry(name, gitops, source)],
  [FLEET_SET, fleetText(fleet)],
];

/** The bucket, if no Job creates it. */
const bucketBy = ({ bucket, bucketCreator }: Cluster): string[] =>
  bucket && !bucketCreator ? [`the bucket ${bucket.name}, to which Tempo has access; \`npm run bucket\` prints the commands`] : [];

function releasesOf(
  { name, components, argocd }: Cluster,
  { kubernetes = { version: DEFAULT_KUBERNETES, apis: [] }, metadata }: ClusterFile,
): ReleaseToRender[] {
  return components.flatMap((component) => {
    const { rendered = [] } = argocd.releasePlans.get(component) ?? {};
    return rendered.map(({ helm, namespace }) => {
      const { values, skipCrds = false, file: _, valuesKey: __, ...chart } = helm;
      const file = `${name}/${renderedFile(component.node.id, helm)}.k8s.yaml`;
      return { ...chart, file, namespace, skipCrds, values: toYaml(values), kubernetes, ...(metadata && { metadata }) };
    });
  });
}

/** @param source the cluster file as its output names it */
function filesOf({ name, components, argocd }: Cluster, source: string): [path: string, text: string][] {
  const files: [string, string][] = [];
  // Joined, which V8 copies at once: what is added with + remains in parts until it is written, beside the written whole.
  const add = (file: string, text: string) => files.push([`${name}/${file}`, [header(source), text].join('')]);
  const addObjects = (file: string, objects: readonly object[], about = '') => {
    if (objects.length > 0) add(file, about + toYamlDocuments(objects));
  };
  addObjects(BOOTSTRAP, objectsOf(argocd.bootstrap));
  addObjects(APPLICATIONS, objectsOf(argocd.applications));
  for (const component of components) {
    const { file } = component;
    const { helmChart } = argocd.releasePlans.get(component) ?? {};
    const objects = [...objectsOf(component), ...(helmChart ? objectsOf(helmChart) : [])];
    // Manifests that a plugin reads are in a separate folder.
    const folder = component.plugin ? `${file}/` : '';
    addObjects(`${folder}${file}.k8s.yaml`, objects, component.about && `# ${component.about}\n`);
    if (component.valuesFile) add(pathOf(component.valuesFile), valuesText(component.valuesFile));
  }
  return files;
}

const pathOf = ({ releaseName }: ValuesFile): string => `values/${releaseName}.yaml`;

const describe = ({ chart, version, namespace }: ValuesFile): string => `${chart}${version ? ` ${version}` : ''} in namespace ${namespace}`;

function valuesText(file: ValuesFile): string {
  return [aboutValues(file), ...file.remarks].map((line) => `# ${line}\n`).join('') + toYaml(file.values);
}
