/** kubectl on PATH, for one context. */
import { type Execution, type ExecutionProps, execute } from '../helm/execute';
import { onPath } from './on-path';

export interface KubectlProgram {
  /** The path of the program, and the arguments of every call: `--context`. */
  readonly program: readonly [string, ...string[]];
  readonly call: (args: readonly string[], props: Omit<ExecutionProps, 'environment'>) => Promise<Execution>;
}

/** Arguments that every user may use, and that tell whether the API server answers. */
export const VERSION_PROBE = ['get', '--raw', '/version', '--request-timeout=10s'] as const;

/** Lines of klog, which repeat what the last line says. */
export const isLogLine = (line: string): boolean => /^[EWI]\d{4} /.test(line);

/** A message without `error: ` or `Error from server (NotFound): ` before it. */
export const withoutPrefix = (message: string): string => message.replace(/^[Ee]rror(?: from server(?: \(\w+\))?)?: /, '');

/**
 * @param context of the kubeconfig; empty for the current one
 * @returns undefined if it is not on PATH
 */
export function kubectlOnPath(context: string, environment: NodeJS.ProcessEnv): KubectlProgram | undefined {
  const file = onPath('kubectl', environment);
  if (!file) return undefined;
  const ofContext = context ? [`--context=${context}`] : [];
  return {
    program: [file, ...ofContext],
    call: (args, props) => execute(file, [...ofContext, ...args], { environment, ...props }),
  };
}
