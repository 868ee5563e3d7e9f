// Reads {"template": ..., "messages": [{"Role": ..., "Content": ...}]} and writes what Go's text/template makes of it.
package main

import (
	"encoding/json"
	"os"
	"text/template"
)

func main() {
	var given struct {
		Template string
		Messages []struct{ Role, Content string }
	}
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		panic(err)
	}
	made := template.Must(template.New("").Parse(given.Template))
	if err := made.Execute(os.Stdout, map[string]any{"Messages": given.Messages}); err != nil {
		panic(err)
	}
}
