const shown = document.querySelector('#outcome');
window.bare.onOutcome(({ invoiceNumber, status }) => {
  shown.textContent = `${invoiceNumber} ${status}`;
  shown.dataset.attemptId = invoiceNumber;
  shown.dataset.attemptState = status;
});
