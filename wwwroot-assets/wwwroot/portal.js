// Small comforts on top of pages that work without any script: buttons that show they are busy, menus that close, links that copy.
(() => {
  'use strict';

  // A form sends once: its button turns busy on submit and wakes again when the page comes back from the browser's cache.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent === 'true') { event.preventDefault(); return; }
    form.dataset.sent = 'true';
    event.submitter?.setAttribute('aria-busy', 'true');
  });

  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
    for (const button of document.querySelectorAll('button[aria-busy]')) button.removeAttribute('aria-busy');
  });

  // A choice that narrows a list or a total applies at once; the button beside it does the same without a script.
  document.addEventListener('change', event => {
    const form = event.target instanceof Element ? event.target.closest('form[data-apply-on-change]') : null;
    if (form instanceof HTMLFormElement && form.reportValidity()) form.requestSubmit();
  });

  const closeMenus = except => {
    for (const menu of document.querySelectorAll('details.menu[open]')) if (menu !== except) menu.open = false;
  };
  document.addEventListener('click', event => closeMenus(event.target instanceof Element ? event.target.closest('details.menu') : null));
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const open = document.querySelector('details.menu[open]');
    if (open) { open.open = false; open.querySelector('summary')?.focus(); }
  });

  // The reconnect dialog's button asks the server for the circuit again, and loads the page anew when it is gone.
  document.addEventListener('click', async event => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-reconnect]')) return;
    const again = await window.Blazor?.reconnect?.().catch(() => false);
    if (!again) location.reload();
  });
})();
