SwaggerUIBundle({
  url: '/api/docs/openapi.json',
  domNode: document.getElementById('reference'),
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
});
