/** The commands of the Azure CLI for the container of Tempo, and for access to it. */
import type { StorageUser } from '../backend';
import type { AzureSettings } from './schema';

export const azCommands = ({ account, container }: AzureSettings, user: StorageUser): string[] => [
  '# The resource group and the location of the storage account:',
  'GROUP=lab LOCATION=westeurope',
  `az storage account create --name ${account} --resource-group "$GROUP" --location "$LOCATION" --sku Standard_ZRS --allow-blob-public-access false`,
  `az storage container create --account-name ${account} --name ${container} --auth-mode login`,
  ...(user.secretKey ? byKey(account, user) : byIdentity(account, container, user)),
];

function byKey(account: string, { namespace, secretKey: { secret, key } = { secret: '', key: '' } }: StorageUser): string[] {
  return [
    `KEY=$(az storage account keys list --account-name ${account} --resource-group "$GROUP" --query "[0].value" --output tsv)`,
    `kubectl -n ${namespace} create secret generic ${secret} --from-literal "${key}=$KEY"`,
  ];
}

function byIdentity(account: string, container: string, { identity = {}, namespace, account: serviceAccount }: StorageUser): string[] {
  const { workloadIdentity, managedIdentity = workloadIdentity } = identity;
  const scope = `/blobServices/default/containers/${container}`;
  return [
    `CLIENT_ID=${managedIdentity}`,
    'PRINCIPAL=$(az ad sp show --id "$CLIENT_ID" --query id --output tsv)',
    `SCOPE=$(az storage account show --name ${account} --resource-group "$GROUP" --query id --output tsv)${scope}`,
    'az role assignment create --assignee-object-id "$PRINCIPAL" --assignee-principal-type ServicePrincipal --role "Storage Blob Data Contributor" --scope "$SCOPE"',
    `IDENTITY=$(az identity list --query "[?clientId=='$CLIENT_ID'].id" --output tsv)`,
    ...(workloadIdentity === undefined ? onNodes() : federated(namespace, serviceAccount)),
  ];
}

const federated = (namespace: string, serviceAccount: string): string[] => [
  '# The name of the cluster in AKS, with its OIDC issuer and Microsoft Entra Workload ID:',
  'CLUSTER=lab',
  'az aks update --name "$CLUSTER" --resource-group "$GROUP" --enable-oidc-issuer --enable-workload-identity',
  'ISSUER=$(az aks show --name "$CLUSTER" --resource-group "$GROUP" --query oidcIssuerProfile.issuerUrl --output tsv)',
  `az identity federated-credential create --name tempo --identity-name "$(basename "$IDENTITY")" --resource-group "$(echo "$IDENTITY" | cut -d/ -f5)" --issuer "$ISSUER" --subject system:serviceaccount:${namespace}:${serviceAccount} --audiences api://AzureADTokenExchange`,
];

const onNodes = (): string[] => [
  '# The scale set of the nodes, and its resource group:',
  'NODES=aks-nodepool1-vmss NODES_GROUP=MC_lab',
  'az vmss identity assign --name "$NODES" --resource-group "$NODES_GROUP" --identities "$IDENTITY"',
];
