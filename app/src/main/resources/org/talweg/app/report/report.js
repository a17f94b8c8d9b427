document.querySelectorAll('.trials th button').forEach(function (button) {
  button.addEventListener('click', function () {
    var head = button.parentNode;
    var table = head.closest('table');
    var column = head.cellIndex;
    var up = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    table.querySelectorAll('th').forEach(function (other) { other.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', up === 1 ? 'ascending' : 'descending');
    var rows = Array.from(table.tBodies[0].rows).map(function (row) {
      var text = row.cells[column].textContent;
      var number = text.trim() === '' ? NaN : Number(text);
      return {row: row, text: text, number: number, empty: text === ''};
    });
    rows.sort(function (a, b) {
      if (a.empty !== b.empty) return a.empty ? 1 : -1;
      if (isNaN(a.number) || isNaN(b.number)) return up * a.text.localeCompare(b.text);
      return up * (a.number - b.number);
    });
    rows.forEach(function (entry) { table.tBodies[0].appendChild(entry.row); });
  });
});
