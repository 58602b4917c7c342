import { contract } from '../../contract/index.ts';
import { openApiDocument } from '../../platform/http/openapi.ts';
import { versionOf } from '../api-docs.ts';
import { say } from '../voice.ts';
import { configuration } from './with-app.ts';

/** Prints the description of the API. Needs no database. */
export async function openapiCommand(): Promise<void> {
  const { config } = configuration();
  say(JSON.stringify(openApiDocument(contract, { version: versionOf(), url: config.publicUrl }), null, 2));
}
