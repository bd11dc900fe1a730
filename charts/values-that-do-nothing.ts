/** Values that are set on purpose where a release does not read them. */
export function isKnownToDoNothing(chart: string, version: string, path: readonly (string | number)[], bundled: boolean): boolean {
  return chart === '' && version === '' && path.length === 0 && bundled;
}
