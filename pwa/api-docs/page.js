// Swagger UI comes as a classic script; its bundle stands before this one in the page.
globalThis.SwaggerUIBundle({
  url: 'openapi.yaml',
  dom_id: '#page',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  defaultModelsExpandDepth: -1,
  defaultModelRendering: 'example',
  displayRequestDuration: true,
  // A token typed here is forgotten with the page, and no outside service is asked whether the document is valid.
  persistAuthorization: false,
  validatorUrl: null,
});
