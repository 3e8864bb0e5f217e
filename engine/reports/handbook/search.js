// Shows those entries of the index that have all the words that are looked for, those first
// that have them in their titles. Without this script the whole index is shown.
(function () {
  "use strict";
  var field = document.getElementById("words");
  var list = document.getElementById("entries");
  var found = document.getElementById("found");
  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }
  var entries = Array.prototype.map.call(list.children, function (entry, order) {
    var title = plain(entry.querySelector("a").textContent);
    return { entry: entry, title: title, text: plain(entry.textContent), order: order };
  });
  function has(text, word) {
    var at = text.indexOf(word);
    while (at > 0 && /[a-z0-9]/.test(text[at - 1])) {
      at = text.indexOf(word, at + 1);
    }
    return at >= 0;
  }
  function all(text, words) {
    return words.every(function (word) { return has(text, word); });
  }
  function show() {
    var words = plain(field.value).split(/\s+/).filter(Boolean);
    var shown = entries.filter(function (each) { return all(each.text, words); });
    shown.sort(function (one, other) {
      var first = all(other.title, words) - all(one.title, words);
      return first || one.order - other.order;
    });
    list.replaceChildren.apply(list, shown.map(function (each) { return each.entry; }));
    var number = shown.length === 1 ? "1 entry" : shown.length + " entries";
    found.textContent = words.length ? number + " found." : "Everything in this handbook.";
  }
  field.value = new URLSearchParams(location.search).get("words") || "";
  field.addEventListener("input", show);
  field.form.addEventListener("submit", function (event) {
    event.preventDefault();
    show();
  });
  show();
})();
