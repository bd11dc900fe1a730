/** Quantities of Kubernetes: `10Gi`, `500M`, `1.5Ti`, `1e9`. */

const UNITS = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** The number of bytes; undefined if the text is not a quantity. */
export function bytesOf(quantity: string): number | undefined {
  const [, number = '', exponent, unit = '', binary] =
    /^(\d+(?:\.\d+)?|\.\d+)(?:[eE]([+-]?\d+)|([kKMGTPE])(i)?|m)?$/.exec(quantity.trim()) ?? [];
  if (number === '') return undefined;
  if (quantity.endsWith('m')) return Number(number) / 1000;
  const power = UNITS.indexOf(unit === 'K' ? 'k' : unit);
  return Number(number) * (exponent === undefined ? (binary ? 1024 : 1000) ** power : 10 ** Number(exponent));
}
