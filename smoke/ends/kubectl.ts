/** kubectl on PATH. */

export interface Kubectl {
  /** The answer of `kubectl get … -o json`. @throws EndError */
  readonly get: <Answer>(...args: readonly string[]) => Promise<Answer>;
  /** Standard output of `kubectl …`. @throws EndError */
  readonly run: (...args: readonly string[]) => Promise<string>;
}
