/** The Service of the collector's chart, as far as values decide it. Found by rendering releases with them. */
import { textAt } from '../../lib/yaml/parsed';
import { type ImpliedService, type ReleaseInValues, usualService } from '../helm-values/exposure';

export const collectorServices = ({ release, values }: ReleaseInValues): ImpliedService[] => [
  usualService(values, { name: textAt(values, 'fullnameOverride') ?? release, path: ['service'] }),
];
