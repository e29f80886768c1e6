/**
 * The OpenAPI document, apart from the schemas so that a browser need not load its maker.
 *
 * @module
 */
export {
  createOpenApiDocument,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiOptions,
} from './create-openapi-document';
