/** The addresses of the cluster's network, 10.99.0.0/16. */

/** @returns a function that yields the next address of a range with each call, from `10.99.<third>.1` on */
export function addressesFrom(third: number): () => string {
  let last = 0;
  return () => {
    last += 1;
    return `10.99.${third + Math.floor(last / 250)}.${1 + (last % 250)}`;
  };
}

export const SERVICES = 16;
export const PODS = 32;
