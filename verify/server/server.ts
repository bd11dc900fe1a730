/** The API server of `--server`, by kubectl on PATH. */
import { kubectlOnPath, VERSION_PROBE } from '../../lib/command-line/kubectl';
import { mapAt } from '../../lib/yaml/parsed';
import type { Manifest } from '../stack';
import { answerOf, type ServerAnswer, withoutContent } from './answer';

export interface ApiServer {
  /** A strict dry run of one object. Nothing is changed. */
  readonly tryOut: (object: Manifest) => Promise<ServerAnswer>;
  /** The labels of a namespace; none if it does not exist, or the user may not read it. */
  readonly labelsOf: (namespace: string) => Promise<Readonly<Record<string, unknown>>>;
  /** Why it is not reached, as a phrase; undefined if it is. */
  readonly whyUnreached: () => Promise<string | undefined>;
}

/** Others may own fields of the same object: who would win does not matter here. */
const DRY_RUN = [
  'apply',
  '--server-side',
  '--dry-run=server',
  '--validate=strict',
  '--force-conflicts',
  '--field-manager=tempo-gitops',
  '-f',
  '-',
];

/** One call, in milliseconds. */
const TIMEOUT = 60_000;

/**
 * @param context of the kubeconfig; empty for the current one
 * @returns undefined if kubectl is not on PATH
 */
export function apiServer(context: string, environment: NodeJS.ProcessEnv = process.env): ApiServer | undefined {
  const kubectl = kubectlOnPath(context, environment);
  if (!kubectl) return undefined;
  const labels = new Map<string, Promise<Readonly<Record<string, unknown>>>>();
  const read = async (namespace: string) => {
    const { status, out } = await kubectl.call(['get', 'namespace', namespace, '-o', 'json'], { timeout: TIMEOUT });
    return status === 0 ? mapAt(JSON.parse(out), 'metadata', 'labels') : {};
  };
  return {
    labelsOf: (namespace) => {
      const known = labels.get(namespace) ?? read(namespace);
      labels.set(namespace, known);
      return known;
    },
    tryOut: async (object) => {
      const { status, error } = await kubectl.call(DRY_RUN, { timeout: TIMEOUT, input: JSON.stringify(object) });
      return answerOf(status, object.kind === 'Secret' ? withoutContent(error) : error);
    },
    whyUnreached: async () => {
      const { status, error } = await kubectl.call(VERSION_PROBE, { timeout: TIMEOUT });
      return status === 0 ? undefined : answerOf(status, error).message || 'no answer';
    },
  };
}
