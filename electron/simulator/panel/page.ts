/** The customer's page. Kept as text so that it travels inside the bundled application. */
export const PANEL_PAGE = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Practice terminals</title>
<link rel="stylesheet" href="/sim/panel.css">
<script src="/sim/panel.js" defer></script>
</head>
<body>
<header>
<h1>Practice terminals</h1>
<p>You are the customer. No money moves here.</p>
</header>
<main id="terminals" aria-label="Terminals"><p>Loading…</p></main>
<p id="notice" role="status" aria-live="polite"></p>
<section aria-labelledby="events-title">
<h2 id="events-title">What happened</h2>
<p><button type="button" id="close-batch">Close the batch</button></p>
<ol id="events"></ol>
</section>
<noscript><p>This page needs JavaScript.</p></noscript>
</body>
</html>
`;
